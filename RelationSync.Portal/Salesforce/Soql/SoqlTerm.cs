namespace RelationSync.Portal.Salesforce.Soql;

/// <summary>One value that a field is compared with; terms of a query are joined by OR, those of one field with <c>IN</c> in one list.</summary>
/// <param name="Literal">Already escaped and quoted, by <see cref="SoqlWriter"/>.</param>
/// <param name="Like">A pattern instead of a whole value.</param>
internal readonly record struct SoqlTerm(string Field, string Literal, bool Like);
