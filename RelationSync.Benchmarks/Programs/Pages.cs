using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RelationSync.Benchmarks.Harness;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Hosting;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Engines;
using RelationSync.Portal.Sync;

namespace RelationSync.Benchmarks.Programs;

/// <summary>The server's time for what each page asks of a large store, through the very queries that the pages use.</summary>
/// <param name="args">
/// <c>--store FILE</c>: makes the store there and leaves it, or measures on the one that is there; its times are those of its making.
/// <c>--postgres CONNECTION</c>: the same in that database, where it makes the store if there is none.
/// Without either, a store of its own on each engine. <c>--only TEXT</c>: asks only what is named so.
/// </param>
internal sealed class Pages(IReadOnlyList<string> args) : IBenchmark
{
    private const double MostMilliseconds = 100;

    /// <summary>For what monitoring asks every few seconds, however many Events the day has.</summary>
    private const double MostForConnections = 10;

    private const int Runs = 10;

    public string Name => "pages";

    public string Shows => "server time of the pages' queries over a large store on each engine: first page, filters, searches, the deep end, errors, dashboard";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        var (actions, entries) = full ? (5_000_000, 500_000) : (500_000, 50_000);
        await using var stores = await StoreTargets.StartAsync(cancellationToken);
        var measured = new List<Measured>();
        var figures = new List<string>();
        foreach (var store in ToMeasure(stores))
        {
            var each = await RunAsync(store, actions, entries, figures, cancellationToken);
            measured.AddRange(each);
        }

        return new Verdict(
            new Checks([.. measured.Where(m => m.Ninth >= m.Allowed).Select(m => ($"{m.Engine}, {m.Name}: within {m.Allowed} ms", false))]),
            $"{actions:N0} actions, {entries:N0} log entries, of each query nine in ten: {string.Join("; ", figures)}{stores.NotShown}",
            ["engine", "query", "rows", "first, ms", "median, ms", "9 of 10, ms", "slowest, ms", "CPU, ms", "all looked through"],
            [.. measured.Select(m => m.Row())]);
    }

    /// <summary>The one that was named, else one for each engine.</summary>
    private IReadOnlyList<StoreTarget> ToMeasure(StoreTargets stores) =>
        Flags.Text(args, "--postgres") is { } server ? [new StoreTarget(StoreProvider.PostgreSql, server)]
        : Flags.Text(args, "--store") is { } file ? [StoreTarget.File(file)]
        : stores.All;

    private async Task<List<Measured>> RunAsync(StoreTarget target, int actions, int entries, List<string> figures, CancellationToken cancellationToken)
    {
        var dialect = Dialect.Of(target.Provider);
        var started = Stopwatch.GetTimestamp();
        var store = new PagesStore(dialect, target.ConnectionString, actions, entries);
        if (!await store.UpgradeAsync(cancellationToken))
        {
            await store.MakeAsync(cancellationToken);
        }

        var made = Stopwatch.GetElapsedTime(started).TotalSeconds;
        SqliteConnection.ClearAllPools();
        await using var services = Services(dialect, target.ConnectionString);
        var measured = new List<Measured>();
        var only = Flags.Text(args, "--only") ?? "";
        foreach (var (name, ask) in (await PagesQuestions.AllAsync(services, actions, cancellationToken)).Where(q => q.Name.Contains(only, StringComparison.Ordinal)))
        {
            measured.Add(await MeasureAsync(target.Engine, name, ask));
        }

        var slowest = measured.MaxBy(m => m.Ninth)!;
        var connections = measured.Find(m => m.Name == PagesQuestions.Connections) is { } c ? $", connections with {c.Rows:N0} Events today {c.Ninth:0.0} ms" : "";
        figures.Add($"{target.Engine} {measured.Count} within {slowest.Ninth:0} ms (the slowest: {slowest.Name}){connections}, {measured.Count(m => m.IsPartial)} of them said that there is more to look through, made in {made:0} s, {await store.MegabytesAsync(cancellationToken):N0} MB");
        return measured;
    }

    private static async Task<Measured> MeasureAsync(string engine, string name, Func<Task<(int Rows, bool IsPartial)>> ask)
    {
        var times = new List<double>();
        var answer = (Rows: 0, IsPartial: false);
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i <= Runs; i++)
        {
            var started = Stopwatch.GetTimestamp();
            answer = await ask();
            times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }

        var sorted = times.Skip(1).Order().ToList();
        return new Measured(engine, name, answer.Rows, times[0], sorted[Runs / 2], sorted[Runs * 9 / 10 - 1], sorted[^1], (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / times.Count, answer.IsPartial);
    }

    private static ServiceProvider Services(Dialect dialect, string connectionString)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton(TimeProvider.System);
        services.AddOptions<SyncOptions>();
        if (dialect.Provider is StoreProvider.Sqlite)
        {
            services.AddStore(connectionString);
        }
        else
        {
            services.AddSingleton(dialect);
            services.AddDbContextFactory<RelationSyncDb, StoreContexts>((_, options) => dialect.Use(options, connectionString));
            services.AddSingleton(provider => new Store(provider.GetRequiredService<IDbContextFactory<RelationSyncDb>>()));
        }

        services.AddSingleton<ChangeFeed>();
        services.AddSingleton(new SyncSettings());
        services.AddSingleton(s => s.GetRequiredService<IOptions<SyncOptions>>().Value.ToHoldOptions());
        services.AddQueries();
        return services.BuildServiceProvider();
    }

    private sealed record Measured(string Engine, string Name, int Rows, double First, double Median, double Ninth, double Slowest, double Cpu, bool IsPartial)
    {
        public double Allowed => Name == PagesQuestions.Connections ? MostForConnections : MostMilliseconds;

        public string[] Row() => [Engine, Name, $"{Rows}", $"{First:0.0}", $"{Median:0.0}", $"{Ninth:0.0}", $"{Slowest:0.0}", $"{Cpu:0.0}", IsPartial ? "no, and said so" : "yes"];
    }
}
