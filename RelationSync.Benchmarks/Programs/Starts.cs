using RelationSync.Benchmarks.Harness;
using RelationSync.Benchmarks.Starting;

namespace RelationSync.Benchmarks.Programs;

/// <summary>
/// Every start is up, or out with a reason and a code other than 0, within 30 s, whatever was left behind; and what
/// becomes of the store under the running portal is noticed, and loses nothing that was acknowledged. On both engines.
/// Without <c>--long</c>, a tenth of what isn't kills: <c>--seed</c> chooses which, today's date if it isn't given. <c>--only SQLite|PostgreSQL</c>: that engine.
/// </summary>
internal sealed class Starts(string[] args) : IBenchmark
{
    private const int AtOnce = 2;

    /// <summary>Of what isn't kills, the short form has one in so many.</summary>
    private const int ShortShare = 10;

    private static int DayNumber => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).DayNumber;

    public string Name => "starts";

    public string Shows => "starts killed at 40 / 400 moments, stale locks, full, read-only, lost, replaced, cut, older and newer stores, lost keys, on both engines: up, or out with a reason, within 30 s";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        var seed = (int)(Flags.Number(args, "--seed") ?? DayNumber);
        var kills = (full ? 400 : 40) / (PostgresProcess.Missing is null && Flags.Text(args, "--only") is null ? 2 : 1);
        var only = Flags.Text(args, "--only");
        await using var server = PostgresProcess.Missing is null && only is not "SQLite" ? await PostgresProcess.StartAsync(cancellationToken) : null;
        using var file = only is "PostgreSQL" ? null : new StartFile();
        using var database = server is null ? null : new StartDatabase(server);
        var firsts = await Task.WhenAll(new StartStore?[] { file, database }.OfType<StartStore>().Select(s => FirstAsync(s, cancellationToken)));
        StartCase.AllowFor(firsts.Max(f => f.Slowest));
        List<Func<CancellationToken, Task<StartCase>>> ways = [];
        List<Func<CancellationToken, Task<StartCase>>> cases = [];
        if (file is not null)
        {
            cases.AddRange(new StartKills(kills, seed, () => new StartFile(), file).Cases());
            ways.AddRange([.. new StartRaces(() => new StartFile(), file).Cases(), .. new StartLosses(file).Cases(), .. new StartLeftovers(file).Cases()]);
        }

        if (server is not null && database is not null)
        {
            cases.AddRange(new StartKills(kills, seed, () => new StartDatabase(server), database).Cases());
            ways.AddRange([.. new StartRaces(() => new StartDatabase(server), database).Cases(), .. new StartServer(server, database).Cases()]);
        }

        cases.AddRange(full || only is not null ? ways : Some(ways, seed));
        var results = new StartCase[cases.Count];
        await Parallel.ForEachAsync(
            cases.Index(),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (each, token) =>
            {
                var result = results[each.Index] = await each.Item(token);
                await Console.Error.WriteLineAsync($"{result.Engine}, {result.Name}: {string.Join("; ", result.Wrong.DefaultIfEmpty("as it must"))}");
            });
        return Judge([.. firsts, .. results], seed);
    }

    /// <summary>Each start costs seconds of a processor, and the short form has 90 s: others by each seed.</summary>
    private static IEnumerable<Func<CancellationToken, Task<StartCase>>> Some(List<Func<CancellationToken, Task<StartCase>>> ways, int seed)
    {
        var shuffled = ways.ToArray();
        new Random(seed).Shuffle(shuffled);
        return shuffled.Take((ways.Count + ShortShare - 1) / ShortShare);
    }

    /// <summary>A portal is started on it and stopped: the cases begin on copies of it.</summary>
    private static async Task<StartCase> FirstAsync(StartStore store, CancellationToken cancellationToken)
    {
        var result = new StartCase(store, "on a new store, undisturbed");
        await using (var start = store.Begin())
        {
            await result.MustEndAsync(start, StartEnd.Up, cancellationToken);
            await result.MustReadyAsync(start, 200, cancellationToken);
            result.Must(await start.TerminateAsync(StartCase.Limit, cancellationToken) == 0, "it didn't end with 0");
        }

        store.Keep();
        return result;
    }

    private static Verdict Judge(List<StartCase> results, int seed)
    {
        var (hung, wrong, hidden) = (results.Sum(r => r.Hung), results.Sum(r => r.Wrong.Count), results.Count(r => r.NotShown is not null));
        var notShown = (hidden > 0 ? $", {hidden} rows not shown here" : "") + (PostgresProcess.Missing is { } missing ? $"; PostgreSQL not shown: {missing}" : "");
        return new Verdict(
            new Checks(("none hung", hung == 0), ("nothing wrong", wrong == 0)),
            $"{results.Sum(r => r.Killed)} kills, {results.Sum(r => r.Starts)} starts, {hung} hung (longer than {StartCase.Limit.TotalSeconds:F0} s), {wrong} wrong{notShown}, seed {seed}",
            ["store", "what", "killed", "starts", "up", "out", "hung", "slowest, s", "readiness took, s", "wrong"],
            [.. results.Select(Row)]);
    }

    private static string[] Row(StartCase result) =>
    [
        result.Engine, result.Name, $"{result.Killed}", $"{result.Starts}", $"{result.Up}", $"{result.Out}", $"{result.Hung}", $"{result.Slowest.TotalSeconds:F1}",
        result.Noticed is { } noticed ? $"{noticed.TotalSeconds:F1}" : "",
        result.NotShown is { } reason ? $"not shown here: {reason}" : result.Wrong.Count == 0 ? "0" : $"{result.Wrong.Count}: {result.Wrong[0]}",
    ];
}
