using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Programs;

/// <summary>
/// Every start is up, or out with a reason and a code other than 0, within 30 s, whatever was left behind; and what
/// becomes of the store under the running portal is noticed, and loses nothing that was acknowledged.
/// </summary>
internal sealed class Starts(string[] args) : IBenchmark
{
    private const int AtOnce = 2;
    private const int Seed = 20261129;

    public string Name => "starts";

    public string Shows => "starts killed at 40 / 400 moments, stale locks, full, read-only, lost, replaced store, lost keys: up, or out with a reason, within 30 s";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        var seed = (int)(Flags.Number(args, "--seed") ?? Seed);
        var first = new StartCase("on a new store, undisturbed");
        using var upToDate = await UpToDateAsync(first, cancellationToken);
        var cases = new StartKills(full ? 400 : 40, seed, upToDate).Cases().Concat(new StartLosses(upToDate).Cases()).Concat(new StartLeftovers(upToDate).Cases()).ToList();
        var results = new StartCase[cases.Count + 1];
        results[^1] = first;
        await Parallel.ForEachAsync(
            cases.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (each, token) =>
            {
                results[each.Index] = await each.Item(token);
                await Console.Error.WriteLineAsync($"{results[each.Index].Name}: {string.Join("; ", results[each.Index].Wrong.DefaultIfEmpty("as it must"))}");
            });
        var (hung, wrong, hidden) = (results.Sum(r => r.Hung), results.Sum(r => r.Wrong.Count), results.Count(r => r.NotShown is not null));
        return new Verdict(
            hung == 0 && wrong == 0,
            $"{results.Sum(r => r.Killed)} kills, {results.Sum(r => r.Starts)} starts, {hung} hung, {wrong} wrong{(hidden > 0 ? $", {hidden} rows not shown here" : "")}, seed {seed}",
            ["store", "what", "killed", "starts", "up", "out", "hung", "slowest, s", "readiness took, s", "wrong"],
            [.. results.Select(Row)]);
    }

    /// <summary>A store that a portal has been started on and been stopped: the cases begin on copies of it.</summary>
    private static async Task<StartStore> UpToDateAsync(StartCase result, CancellationToken cancellationToken)
    {
        var store = new StartStore();
        await using (var start = store.Begin())
        {
            await result.MustEndAsync(start, StartEnd.Up, cancellationToken);
            await result.MustReadyAsync(start, 200, cancellationToken);
            result.Must(await start.TerminateAsync(StartCase.Limit, cancellationToken) == 0, "it didn't end with 0");
        }

        store.Keep();
        return store;
    }

    private static string[] Row(StartCase result) =>
    [
        StartStore.Engine, result.Name, $"{result.Killed}", $"{result.Starts}", $"{result.Up}", $"{result.Out}", $"{result.Hung}", $"{result.Slowest.TotalSeconds:F1}",
        result.Noticed is { } noticed ? $"{noticed.TotalSeconds:F1}" : "",
        result.NotShown is { } reason ? $"not shown here: {reason}" : result.Wrong.Count == 0 ? "0" : $"{result.Wrong.Count}: {result.Wrong[0]}",
    ];
}
