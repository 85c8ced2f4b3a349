namespace RelationSync.Portal.Salesforce.Soql;

/// <summary>A query that can be halved: what is always asked, and terms of which one must hold.</summary>
/// <param name="Entity">The object asked, as an error names it.</param>
/// <param name="Filter">A condition without OR that all rows meet, or null.</param>
internal sealed record SoqlQuery(string Entity, string Fields, string? Filter, IReadOnlyList<SoqlTerm> Terms)
{
    public string Text => SoqlWriter.Render(this);

    /// <summary>Two queries that ask the same together; not of fewer than two terms.</summary>
    public IEnumerable<SoqlQuery> Halves()
    {
        var middle = Terms.Count / 2;
        return [this with { Terms = [.. Terms.Take(middle)] }, this with { Terms = [.. Terms.Skip(middle)] }];
    }
}
