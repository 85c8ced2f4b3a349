using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Connections;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Sync;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Storage.Queries;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.Figures;

/// <summary>Whatever a store holds: no page says that there is nothing to do while an Event is missing.</summary>
public sealed class VerdictProperties
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];

    [Theory]
    [MemberData(nameof(Seeds))]
    [Trait("Rule", "R-T12")]
    public async Task Verdict_AnActionWithoutItsEventAfterFiveMinutes_IsNeverNothingToDo(int decade)
    {
        var seen = (Missing: 0, Calm: 0);
        for (var seed = decade * 10; seed < (decade * 10) + 10; seed++)
        {
            using var store = new TestStore();
            new RandomStore(store, seed).Fill(most: seed % 4 == 0 ? 2 : 12);

            var view = await ReadAsync(store);

            var missing = MissingIn(store);
            seen = (seen.Missing + missing.Count, seen.Calm + (view.Verdict.NothingToDo ? 1 : 0));
            Assert.False(missing.Count > 0 && view.Verdict.NothingToDo, $"seed {seed}: nothing to do, and {missing.FirstOrDefault()?.Status} of {missing.FirstOrDefault()?.ClockStart:u} has no Event");
            Assert.False(missing.Count > 0 && view.Verdict.IsWell, $"seed {seed}: all is well");
            Assert.False(missing.Count > 0 && await IsCalmAsync(store), $"seed {seed}: the error log says that nothing is missing");
            foreach (var inbox in missing.Select(a => a.InboxId).Distinct())
            {
                Assert.NotEmpty(view.Verdict.Of(inbox));
                Assert.False(view.Connections.Any(c => c.Inbox.Id == inbox && c.Condition is ConnectionCondition.Active), $"seed {seed}: a connection is shown as well");
            }
        }

        // The seeds draw both: neither half of the property is empty.
        Assert.True(seen.Missing >= 5, $"only {seen.Missing} missing were drawn");
    }

    /// <summary>A store that never draws a state proves nothing about it.</summary>
    [Fact]
    public async Task Seeds_DrawEveryStatusAndEveryState()
    {
        HashSet<ActionStatus> statuses = [];
        HashSet<ConnectionState> states = [];
        var isWithoutConnection = false;
        for (var seed = 10; seed < 50; seed++)
        {
            using var store = new TestStore();
            new RandomStore(store, seed).Fill(most: 12);
            using var db = store.CreateDbContext();
            statuses.UnionWith(db.Actions.Select(a => a.Status));
            isWithoutConnection |= db.Inboxes.Any(i => !db.Connections.Any(c => c.InboxId == i.Id));
            states.UnionWith((await ReadAsync(store)).Connections.Select(c => c.State));
        }

        Assert.Empty(Enum.GetValues<ActionStatus>().Except(statuses));
        Assert.Empty(Enum.GetValues<ConnectionState>().Except(states));
        Assert.True(isWithoutConnection);
    }

    [Fact]
    [Trait("Rule", "R-T12")]
    public async Task Verdict_OnlyWhatIsComplete_IsCalm()
    {
        using var store = new TestStore();
        var inbox = store.AddInbox("support");
        store.AddConnection(inbox);
        store.AddAction(inbox, ActionStatus.Synced, age: TimeSpan.FromMinutes(2));
        store.AddAction(inbox, ActionStatus.Half, age: TimeSpan.FromDays(2));
        store.AddAction(inbox, ActionStatus.Cancelled, age: TimeSpan.FromDays(2));
        store.AddAction(inbox, ActionStatus.Pending, age: TimeSpan.FromMinutes(4));

        var verdict = (await ReadAsync(store)).Verdict;

        Assert.Equal((VerdictSentence.AllOnTime, true, true, 1), (verdict.Sentence, verdict.NothingToDo, verdict.IsWell, verdict.Missing.InProgress));
    }

    private static Task<DashboardView> ReadAsync(TestStore store) =>
        new GetDashboard(store.Store, new FakeTimeProvider(TestStore.Now), new SyncSettings()).RunAsync(CancellationToken.None);

    /// <summary>True where the error log's page says that there is nothing to do.</summary>
    private static async Task<bool> IsCalmAsync(TestStore store)
    {
        var groups = new ListErrorGroups(store.Store, new ListInboxes(store.Store), new SyncSettings(), new FakeTimeProvider(TestStore.Now));
        var view = await groups.RunAsync(new ErrorLogQuery(null, null, null, 366, false), CancellationToken.None);
        return view is { Groups.Count: 0, SettledWithoutEvent: 0, Overdue: null };
    }

    /// <summary>As the requirement says it, and not as the portal's queries do.</summary>
    private static List<SyncAction> MissingIn(TestStore store)
    {
        using var db = store.CreateDbContext();
        return [.. db.Actions.AsNoTracking().AsEnumerable().Where(a =>
            a.Status is not (ActionStatus.Half or ActionStatus.Cancelled or ActionStatus.Synced)
            && a.Intent is not ActionIntent.Delete
            && !a.IsTest
            && a.EventId is null
            && TestStore.Now - Began(a) > TimeSpan.FromMinutes(5))];
    }

    private static DateTimeOffset Began(SyncAction action) =>
        action.Source is OperationSource.Backfill || action.ClockAt is null ? (action.TriggerAt > action.ArrivedAt ? action.TriggerAt : action.ArrivedAt) : action.ClockAt.Value;
}
