namespace RelationSync.Portal.Components.Pages.Dashboard;

/// <summary>One term of an equation.</summary>
public sealed record EquationTerm(int Count, string Name)
{
    /// <summary>The list of what it counts; null: there is none.</summary>
    public string? Href { get; init; }
}
