namespace RelationSync.Benchmarks.Loading;

/// <summary>How much of everything.</summary>
/// <param name="Name">How the table calls it.</param>
/// <param name="Orgs">The inboxes are spread over them.</param>
/// <param name="PerSecond">Operations a second, of all inboxes together.</param>
/// <param name="Viewers">Dashboards open, each in a browser context of its own.</param>
/// <param name="Settings">Where the portal's own defaults would take too long.</param>
internal sealed record LoadPlan(
    string Name, int Inboxes, int Orgs, double PerSecond, TimeSpan Lasts, int Viewers, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>In two minutes altogether.</summary>
    public static LoadPlan Short { get; } = new(
        "short", 10, 2, 60, TimeSpan.FromSeconds(20), 4,
        new Dictionary<string, string>
        {
            ["Worker__DrainInterval"] = "00:00:03",
            ["Sync__SendCancelGrace"] = "00:00:05",
            ["Sync__ReorderGrace"] = "00:00:04",
        });

    /// <summary>200,000 operations in ten minutes, on the product's own settings.</summary>
    public static LoadPlan Rush(double minutes) => new("rush", 50, 10, 200_000 / 600.0, TimeSpan.FromMinutes(minutes), 20, new Dictionary<string, string>());

    /// <summary>An hour of what a busy customer does.</summary>
    public static LoadPlan Soak { get; } = Rush(60) with { Name = "soak", PerSecond = 100 };
}
