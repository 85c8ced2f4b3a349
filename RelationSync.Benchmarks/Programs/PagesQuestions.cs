using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Actions;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Benchmarks.Programs;

/// <summary>What the pages and the reading API ask of a store: each with a name, and how many rows it answers.</summary>
internal static class PagesQuestions
{
    /// <summary>What <c>GET /api/v1/connections</c> asks; its rows are the Events of today that it counts.</summary>
    public const string Connections = "connections";

    public static async Task<List<(string Name, Func<Task<(int Rows, bool IsPartial)>> Ask)>> AllAsync(ServiceProvider services, int actions, CancellationToken cancellationToken)
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

        var requests = services.GetRequiredService<ListRequests>();
        void Requests(string name, long inbox) => list.Add(("requests: " + name, async () => ((await requests.RunAsync(inbox, IntakeRequestRow.MostKept, cancellationToken)).Count, false)));

        Requests("large inbox", 1);
        Requests("rare inbox", 40);
        list.Add(("nodes", async () => ((await services.GetRequiredService<ListNodes>().RunAsync(cancellationToken)).Count, false)));
        list.Add(("inboxes", async () => ((await services.GetRequiredService<ListInboxes>().RunAsync(cancellationToken)).Count, false)));
        list.Add(("silent inboxes", async () => ((await services.GetRequiredService<ListSilentInboxes>().RunAsync(now, cancellationToken)).Count, false)));
        list.Add(("dashboard", async () => ((await services.GetRequiredService<GetDashboard>().RunAsync(cancellationToken)).Connections.Count, false)));
        list.Add((Connections, async () => ((await services.GetRequiredService<ListConnections>().RunAsync(cancellationToken)).Sum(c => c.Counts.SyncedToday), false)));
        list.Add(("operators to choose from", async () => ((await services.GetRequiredService<ListOperators>().RunAsync("operator1", cancellationToken)).Count, false)));
        return list;
    }
}
