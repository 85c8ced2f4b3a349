namespace RelationSync.Portal.Components.Pages.Dashboard;

/// <summary>One term of an equation.</summary>
public sealed record EquationTerm(int Count, string Name);
