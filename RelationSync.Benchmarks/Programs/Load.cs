using RelationSync.Benchmarks.Loading;

namespace RelationSync.Benchmarks.Programs;

/// <summary>
/// Many inboxes at once with dashboards open. <c>--long</c>: 200,000 operations in ten minutes, then an hour's soak;
/// <c>--minutes N</c> alone: that rush for so many minutes; <c>--soak</c> alone: that hour.
/// </summary>
internal sealed class Load(IReadOnlyList<string> args) : IBenchmark
{
    public string Name => "load";

    public string Shows => "many inboxes at once with dashboards open (scaled down / in full): SLA, memory, circuits";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        LoadPlan[] plans = Flags.Number(args, "--minutes") is { } minutes ? [LoadPlan.Rush(minutes)]
            : args.Contains("--soak") ? [LoadPlan.Soak]
            : full ? [LoadPlan.Rush(10), LoadPlan.Soak]
            : [LoadPlan.Short];
        var results = new List<LoadResult>();
        foreach (var plan in plans)
        {
            results.Add(await new LoadRun(plan).RunAsync(cancellationToken));
            Console.WriteLine(results[^1].Figures);
        }

        return new Verdict(
            new Checks([.. results.SelectMany(r => r.Checks)]),
            string.Join("; ", results.Select(r => r.Figures)),
            LoadResult.Columns,
            [.. results.Select(r => r.Row)]);
    }
}
