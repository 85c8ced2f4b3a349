using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Actions;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;
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
/// <c>--only TEXT</c>: asks only what is named so.
/// </param>
internal sealed class Pages(IReadOnlyList<string> args) : IBenchmark
{
    private const double MostMilliseconds = 100;
    private const int Runs = 10;

    public string Name => "pages";

    public string Shows => "server time of the pages' queries over a large store: first page, filters, searches, the deep end, errors, dashboard";

    public async Task<Verdict> RunAsync(bool full, CancellationToken cancellationToken)
    {
        var (actions, entries) = full ? (5_000_000, 500_000) : (500_000, 50_000);
        var folder = Directory.CreateTempSubdirectory("relationsync-bench-").FullName;
        try
        {
            var (dialect, connectionString) = Flags.Text(args, "--postgres") is { } server
                ? (Dialect.Of(StoreProvider.PostgreSql), server)
                : (Dialect.Of(StoreProvider.Sqlite), $"Data Source={Flags.Text(args, "--store") ?? Path.Combine(folder, "pages.db")}");
            var started = Stopwatch.GetTimestamp();
            var store = new PagesStore(dialect, connectionString, actions, entries);
            if (!await store.UpgradeAsync(cancellationToken))
            {
                await store.MakeAsync(cancellationToken);
            }

            var made = Stopwatch.GetElapsedTime(started).TotalSeconds;
            SqliteConnection.ClearAllPools();
            await using var services = Services(dialect, connectionString);
            var measured = new List<Measured>();
            var only = Flags.Text(args, "--only") ?? "";
            foreach (var (name, ask) in (await QuestionsAsync(services, actions, cancellationToken)).Where(q => q.Item1.Contains(only, StringComparison.Ordinal)))
            {
                measured.Add(await MeasureAsync(name, ask));
            }

            var slowest = measured.MaxBy(m => m.Ninth)!;
            return new Verdict(
                slowest.Ninth < MostMilliseconds,
                $"{actions:N0} actions, {entries:N0} log entries: {measured.Count} queries, nine in ten of each within {slowest.Ninth:0} ms (the slowest: {slowest.Name}), {measured.Count(m => m.IsPartial)} of them said that there is more to look through; made in {made:0} s, {await store.MegabytesAsync(cancellationToken):N0} MB",
                ["query", "rows", "first, ms", "median, ms", "9 of 10, ms", "slowest, ms", "CPU, ms", "all looked through"],
                [.. measured.Select(m => m.Row())]);
        }
        finally
        {
            SqliteConnection.ClearAllPools();
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<Measured> MeasureAsync(string name, Func<Task<(int Rows, bool IsPartial)>> ask)
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
        return new Measured(name, answer.Rows, times[0], sorted[Runs / 2], sorted[Runs * 9 / 10 - 1], sorted[^1], (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / times.Count, answer.IsPartial);
    }

    private static async Task<List<(string, Func<Task<(int, bool)>>)>> QuestionsAsync(ServiceProvider services, int actions, CancellationToken cancellationToken)
    {
        var sample = await services.GetRequiredService<Store>().ReadAsync(
            (db, token) => db.Actions.OrderBy(a => a.Seq).Where(a => a.Seq > actions / 3 && a.EventId != null && EF.Functions.Like(a.CustomerKey!, "%@%")).FirstAsync(token), cancellationToken);
        var now = TimeProvider.System.GetUtcNow();
        var browse = services.GetRequiredService<BrowseActions>();
        var list = new List<(string, Func<Task<(int, bool)>>)>();

        void Actions(string name, ActionsQuery query) => list.Add(("actions: " + name, async () =>
        {
            var view = await browse.RunAsync(query, cancellationToken);
            return (view.Actions.Count, view.SearchedTo is not null);
        }
        ));

        Actions("first page", new());
        Actions("deep end", new(Before: 1_000));
        Actions("back from the middle", new(After: actions / 2));
        Actions("large inbox", new("inbox-0"));
        Actions("large inbox, deep end", new("inbox-0", Before: 1_000));
        Actions("rare inbox", new(PagesStore.RareInbox));
        Actions("common channel", new(Channel: "mail"));
        Actions("rare channel", new(Channel: PagesStore.RareChannel));
        Actions("absent channel", new(Channel: "yahoo"));
        foreach (var status in Domain.Actions.ActionStatusCodes.All)
        {
            Actions("status " + status, new(Status: status));
        }

        Actions("failed, deep end", new(Status: "failed", Before: actions / 100));
        Actions("operator", new(Operator: "operator7@minatodo.example"));
        Actions("rare operator", new(Operator: PagesStore.RareOperator));
        Actions("a month, half a year ago", new(From: now.AddDays(-210), To: now.AddDays(-180)));
        Actions("an hour, half a year ago", new(From: now.AddDays(-180), To: now.AddDays(-180).AddHours(1)));
        Actions("since ten months, rare operator", new(From: now.AddDays(-300), Operator: PagesStore.RareOperator));
        Actions("inbox, channel, failed, operator, a month", new("inbox-0", "mail", "failed", null, "operator7@minatodo.example", now.AddDays(-210), now.AddDays(-180)));
        Actions("rare inbox, rare channel", new(PagesStore.RareInbox, PagesStore.RareChannel));
        Actions("rare inbox, failed", new(PagesStore.RareInbox, Status: "failed"));
        Actions("search a common word", new(Search: "について"));
        Actions("search a common word, deep end", new(Search: "について", Before: 1_000));
        Actions("search what all have", new(Search: "msg-1"));
        Actions("search an e-mail address", new(Search: sample.CustomerKey));
        Actions("search part of an address", new(Search: sample.CustomerKey![1..^6].ToUpperInvariant()));
        Actions("search an Event id", new(Search: sample.EventId));
        Actions("search an activity id", new(Search: sample.ActivityId));
        Actions("search a whole subject", new(Search: sample.Subject));
        Actions("search what only the oldest has", new(Search: PagesStore.OnlyOldest));
        Actions("search what none has", new(Search: "該当なしの語"));
        Actions("search two characters", new(Search: "納期"));
        Actions("search two characters, deep end", new(Search: "納期", Before: 1_000));
        Actions("search two characters of the middle", new(Search: "期限"));
        Actions("search two characters, rare channel", new(Search: "期限", Channel: PagesStore.RareChannel));
        Actions("search two digits", new(Search: "77"));
        Actions("search one character", new(Search: "お"));
        Actions("search two characters, none", new(Search: "該当"));
        Actions("search operators of a query", new(Search: "%_\"' OR *"));
        Actions("search a common word, failed", new(Search: "について", Status: "failed"));
        Actions("search a common word, rare channel", new(Search: "について", Channel: PagesStore.RareChannel));
        Actions("search two common words that never meet", new(Search: "についてください"));
        Actions("search digits, rare operator", new(Search: "123", Operator: PagesStore.RareOperator));

        var reads = services.GetRequiredService<ListActions>();
        void Api(string name, ActionFilter filter, Keyset keyset) => list.Add(("api actions: " + name, async () =>
        {
            var slice = await reads.RunAsync(filter, keyset, 100, ScanLimits.Program, cancellationToken);
            return (slice.Items.Count, slice.IsPartial);
        }
        ));

        Api("first page", new(), Keyset.Oldest);
        Api("deep end", new(), Keyset.Oldest with { Beyond = actions - 1_000 });
        Api("inbox, failed", new(1, Status: "failed"), Keyset.Oldest);
        Api("pending", new(Status: "pending"), Keyset.Oldest);
        Api("activity id", new(ActivityId: sample.ActivityId), Keyset.Oldest);
        list.Add(("one action", async () => (await services.GetRequiredService<GetAction>().RunAsync(sample.Id, cancellationToken) is null ? 0 : 1, false)));

        var groups = services.GetRequiredService<ListErrorGroups>();
        void Groups(string name, ErrorLogQuery query) => list.Add(("errors: " + name, async () => ((await groups.RunAsync(query, cancellationToken)).Groups.Count, false)));

        Groups("groups of 30 days", new(null, null, null, 30, false));
        Groups("groups of a year", new(null, null, null, 365, false));
        Groups("groups of a year, all", new(null, null, null, 365, null));
        Groups("groups of a year, an inbox", new("inbox-7", null, null, 365, false));
        Groups("groups of a year, errors of a category", new(null, LogSeverity.Error, LogCategory.Owner, 365, false));
        var entries = services.GetRequiredService<ListErrorEntries>();
        void Entries(string name, ErrorGroupKey key, long? before) => list.Add(("errors: " + name, async () =>
            ((await entries.RunAsync(new ErrorLogFilter(now.AddDays(-365), Settled: false), key, before, cancellationToken)).Items.Count, false)));

        Entries("entries of a kind", new(LogSeverity.Warning, LogCategory.Limit, "CODE_1_1"), null);
        Entries("entries of a kind, deep end", new(LogSeverity.Warning, LogCategory.Limit, "CODE_1_1"), 5_000);
        Entries("entries of a rare kind", new(LogSeverity.Error, LogCategory.CancelledLate, $"CODE_{(int)LogCategory.CancelledLate}_1"), null);
        var errors = services.GetRequiredService<ListErrors>();
        void ErrorApi(string name, ErrorFilter filter, long? after) => list.Add(("api errors: " + name, async () =>
            ((await errors.RunAsync(filter, Keyset.Oldest with { Beyond = after }, 100, cancellationToken)).Items.Count, false)));

        ErrorApi("first page", new(), null);
        ErrorApi("deep end", new(), actions / 11);
        ErrorApi("rare category", new(Category: LogCategory.CancelledLate), null);
        ErrorApi("absent category", new(Category: LogCategory.Other), null);
        ErrorApi("rare inbox, errors", new(40, LogSeverity.Error), null);
        ErrorApi("the last day", new(From: now.AddDays(-1), To: now), null);
        ErrorApi("a day half a year ago", new(From: now.AddDays(-181), To: now.AddDays(-180)), null);

        list.Add(("dashboard", async () => ((await services.GetRequiredService<GetDashboard>().RunAsync(cancellationToken)).Connections.Count, false)));
        list.Add(("connections", async () => ((await services.GetRequiredService<ListConnections>().RunAsync(cancellationToken)).Count, false)));
        list.Add(("operators to choose from", async () => ((await services.GetRequiredService<ListOperators>().RunAsync("operator1", cancellationToken)).Count, false)));
        return list;
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
        services.AddQueries();
        return services.BuildServiceProvider();
    }

    private sealed record Measured(string Name, int Rows, double First, double Median, double Ninth, double Slowest, double Cpu, bool IsPartial)
    {
        public string[] Row() => [Name, $"{Rows}", $"{First:0.0}", $"{Median:0.0}", $"{Ninth:0.0}", $"{Slowest:0.0}", $"{Cpu:0.0}", IsPartial ? "no, and said so" : "yes"];
    }
}
