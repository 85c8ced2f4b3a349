using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Sync;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Storage.Queries;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.Figures;

/// <summary>What the pages say of a store: dashboard, connections and error log.</summary>
/// <param name="IsErrorLogCalm">True if the error log says that there is nothing to do.</param>
internal sealed record ShownPages(DashboardView Dashboard, bool IsErrorLogCalm)
{
    public static async Task<ShownPages> ReadAsync(TestStore store)
    {
        var (time, settings) = (new FakeTimeProvider(TestStore.Now), new SyncSettings());
        var dashboard = await new GetDashboard(store.Store, time, settings).RunAsync(CancellationToken.None);
        var errors = await new ListErrorGroups(store.Store, new ListInboxes(store.Store), settings, time)
            .RunAsync(new ErrorLogQuery(null, null, null, 366, false), CancellationToken.None);
        return new ShownPages(dashboard, errors is { Groups.Count: 0, SettledWithoutEvent: 0, Overdue: null });
    }

    /// <summary>Actions without an Event after five minutes: as the requirement says it, and not as the portal's queries do.</summary>
    public static List<SyncAction> MissingIn(TestStore store)
    {
        using var db = store.CreateDbContext();
        return [.. db.Actions.AsNoTracking().AsEnumerable().Where(a =>
            a.Status is not (ActionStatus.Half or ActionStatus.Cancelled or ActionStatus.Synced)
            && a.Intent is not ActionIntent.Delete
            && !a.IsTest
            && a.EventId is null
            && TestStore.Now - Began(a) > TimeSpan.FromMinutes(5))];
    }

    /// <summary>Where a page says that all is well although actions are missing.</summary>
    public IEnumerable<string> FalseCalm(IReadOnlyList<SyncAction> missing)
    {
        if (missing.Count == 0)
        {
            yield break;
        }

        if (Dashboard.Verdict.NothingToDo)
        {
            yield return $"nothing to do, and {missing[0].Status} of {missing[0].ClockStart:u} has no Event";
        }

        if (Dashboard.Verdict.IsWell)
        {
            yield return "all is well";
        }

        // A range before the connection isn't of the promise (R-T14): the sentence is silent of it.
        if (missing.Any(a => a.Source is not OperationSource.Backfill) && Dashboard.Verdict.Sentence is not (VerdictSentence.MissingToday or VerdictSentence.MissingEarlier))
        {
            yield return $"the day's sentence is {Dashboard.Verdict.Sentence}";
        }

        if (IsErrorLogCalm)
        {
            yield return "the error log is empty";
        }

        foreach (var inbox in missing.Select(a => a.InboxId).Distinct())
        {
            if (!Dashboard.Verdict.Of(inbox).Any())
            {
                yield return $"nothing is the matter with inbox {inbox}";
            }

            if (Dashboard.Connections.Any(c => c.Inbox.Id == inbox && c.Condition is ConnectionCondition.Active))
            {
                yield return $"the connection of inbox {inbox} works";
            }
        }
    }

    /// <summary>As pages would be that know nothing of that kind.</summary>
    public ShownPages Without(MatterKind kind) => WithVerdict(Dashboard.Verdict with { Matters = [.. Dashboard.Verdict.Matters.Where(m => m.Kind != kind)] });

    public ShownPages WithSentence(VerdictSentence sentence) => WithVerdict(Dashboard.Verdict with { Sentence = sentence });

    /// <summary>As if the list of connections asked no verdict.</summary>
    public ShownPages WithCalmConnections() =>
        this with { Dashboard = Dashboard with { Connections = [.. Dashboard.Connections.Select(c => c with { Matters = [] })] } };

    private ShownPages WithVerdict(Verdict verdict) => this with { Dashboard = Dashboard with { Verdict = verdict } };

    private static DateTimeOffset Began(SyncAction action) =>
        action.Source is OperationSource.Backfill || action.ClockAt is null ? (action.TriggerAt > action.ArrivedAt ? action.TriggerAt : action.ArrivedAt) : action.ClockAt.Value;
}
