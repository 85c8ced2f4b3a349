namespace RelationSync.Portal.Components.Pages.Dashboard;

/// <summary>One term of an equation.</summary>
/// <param name="Href">The list of what it counts.</param>
public sealed record EquationTerm(int Count, string Name, string Href);
