using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;
using RelationSync.Tests.Portal.Storage;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Figures;

public sealed class VerdictTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [StoreFact]
    [Trait("Rule", "R-T12")]
    public async Task Verdict_FailedAndWaiting_AreMissingToday()
    {
        var inbox = _store.AddInbox("support");
        _store.AddConnection(inbox);
        _store.AddAction(inbox, ActionStatus.Synced);
        _store.AddAction(inbox, ActionStatus.Failed);
        _store.AddAction(inbox, ActionStatus.Pending, age: TimeSpan.FromMinutes(6));
        _store.AddAction(inbox, ActionStatus.Failed, age: TimeSpan.FromDays(2));

        var view = await ReadAsync();

        Assert.Equal((VerdictSentence.MissingToday, 2, 1), (view.Verdict.Sentence, view.Verdict.Missing.Today, view.Verdict.Missing.Earlier));
        Assert.Equal((3, 1, 2), (view.Sla.Measured, view.Sla.OnTime, view.Sla.Missing));
        Assert.Equal([MatterKind.Failed, MatterKind.Late], view.Verdict.Matters.Select(m => m.Kind));
        Assert.Equal(ConnectionCondition.Failing, Assert.Single(view.Connections).Condition);
    }

    [StoreFact]
    public async Task Verdict_MissingOfYesterday_IsntForgottenAtMidnight()
    {
        var inbox = _store.AddInbox("support");
        _store.AddConnection(inbox);
        _store.AddAction(inbox, ActionStatus.Pending, age: TimeSpan.FromDays(1));

        var verdict = (await ReadAsync()).Verdict;

        Assert.Equal((VerdictSentence.MissingEarlier, false), (verdict.Sentence, verdict.NothingToDo));
    }

    [StoreFact]
    public async Task Verdict_WaitingWithoutAConnection_SaysThatItGoesNowhere()
    {
        _store.AddConnection(_store.AddInbox("support"));
        _store.AddAction(_store.AddInbox("helpdesk"), ActionStatus.Pending, age: TimeSpan.FromHours(4));

        var matter = Assert.Single((await ReadAsync()).Verdict.Matters);

        Assert.Equal((MatterKind.NotConnected, "helpdesk", 1, true), (matter.Kind, matter.Inbox.Key, matter.Count, matter.IsGrave));
    }

    [StoreFact]
    public async Task Verdict_ALongPause_IsToldWithWhatWaits()
    {
        var inbox = _store.AddInbox("support");
        _store.AddConnection(inbox, c => c.PausedAt = TestStore.Now.AddDays(-3));
        Assert.True((await ReadAsync()).Verdict.NothingToDo);

        _store.AddAction(inbox, ActionStatus.Pending, age: TimeSpan.FromMinutes(6));

        var matter = Assert.Single((await ReadAsync()).Verdict.Matters);
        Assert.Equal((MatterKind.Paused, 1, TestStore.Now.AddDays(-3)), (matter.Kind, matter.Count, matter.Since));
    }

    [StoreFact]
    [Trait("Rule", "R-E4")]
    public async Task Verdict_Resolved_StaysMissedAndTurnsNothingGreen()
    {
        var inbox = _store.AddInbox("support");
        _store.AddConnection(inbox);
        _store.AddAction(inbox, ActionStatus.Synced);
        var failed = _store.AddAction(inbox, ActionStatus.Failed);
        var error = _store.AddError(inbox, action: failed.Id);
        Assert.Equal(MatterKind.Failed, Assert.Single((await ReadAsync()).Verdict.Matters).Kind);

        await _store.ChangeAsync<LogEntry>(e => e.Seq == error.Seq, e => e.Entity.SettledAt = TestStore.Now);

        var view = await ReadAsync();
        Assert.Equal((MatterKind.Resolved, 1), (Assert.Single(view.Verdict.Matters).Kind, view.Verdict.Missing.Resolved));
        Assert.Equal((VerdictSentence.MissingToday, false, .5), (view.Verdict.Sentence, view.Verdict.IsWell, view.Sla.Share));
        Assert.Equal(ConnectionCondition.Resolved, Assert.Single(view.Connections).Condition);
    }

    [StoreTheory]
    [Trait("Rule", "R-W11")]
    [InlineData(3, 15, true)]
    [InlineData(3, 5, false)]
    [InlineData(50, 15, false)]
    public async Task Verdict_NobodyFound_IsToldWhenItJumps(int usually, int today, bool isTold)
    {
        var inbox = _store.AddInbox("ec");
        _store.AddConnection(inbox);
        AddEvents(inbox, 60, usually, TestStore.Now.AddDays(-4));
        AddEvents(inbox, 20, today, TestStore.Now);

        var view = await ReadAsync();

        Assert.Equal(isTold, view.Verdict.Matters.Any(m => m.Kind is MatterKind.NobodyFound));
        Assert.Equal((20, today), (view.Connections[0].Nobody.Events, view.Connections[0].Nobody.Nobody));
    }

    [StoreFact]
    [Trait("Rule", "R-T14")]
    public async Task Verdict_ARangeStillBeingSynced_IsSaidButIsntMissed()
    {
        var inbox = _store.AddInbox("ec");
        _store.AddConnection(inbox);
        var action = _store.AddAction(inbox, ActionStatus.Pending, age: TimeSpan.FromDays(20));
        await _store.ChangeAsync<SyncAction>(a => a.Id == action.Id, a => a.Property(x => x.Source).CurrentValue = OperationSource.Backfill);

        var verdict = (await ReadAsync()).Verdict;

        Assert.Equal((MatterKind.CatchingUp, VerdictSentence.NothingYet), (Assert.Single(verdict.Matters).Kind, verdict.Sentence));
    }

    [StoreFact]
    public async Task Sets_OnEitherEngine_ListAsManyAsAreCounted()
    {
        new RandomStore(_store, 5).Fill(most: 60, isConnected: true);

        var view = await ReadAsync();

        var missing = view.Verdict.Missing;
        Assert.Equal(
            (missing.Today, missing.Earlier, missing.Waiting, missing.Resolved, missing.CatchingUp, missing.InProgress),
            (await CountAsync(ActionSet.MissingToday), await CountAsync(ActionSet.MissingEarlier), await CountAsync(ActionSet.MissingWaiting),
                await CountAsync(ActionSet.Resolved), await CountAsync(ActionSet.CatchingUp), await CountAsync(ActionSet.InProgress)));
        Assert.Equal(
            (view.Sla.Measured, view.Sla.Synced, view.Sla.OnTime, view.Sla.SyncedLate, view.Sla.LateArrivals, view.Totals.SyncedToday, view.WarningsToday),
            (await CountAsync(ActionSet.MeasuredToday), await CountAsync(ActionSet.SyncedToday), await CountAsync(ActionSet.OnTimeToday),
                await CountAsync(ActionSet.LateToday), await CountAsync(ActionSet.ArrivedLateToday), await CountAsync(ActionSet.EventsToday), await CountAsync(ActionSet.WarnedToday)));
        Assert.Equal(view.Connections.Sum(c => c.Nobody.Nobody), await CountAsync(ActionSet.NobodyToday, [.. view.Connections.Select(c => c.Inbox.Id)]));
    }

    [Theory]
    [InlineData(20, 30)]
    [InlineData(100, 120)]
    [InlineData(250, 300)]
    [InlineData(400, 300)]
    public void Ruler_ShowsAsMuchAsTheDataNeeds(int seconds, int range)
    {
        var sla = new SlaView(TimeSpan.FromMinutes(5), [new LatencyStep(seconds, 1)], TimeSpan.FromSeconds(seconds), 0, 0);

        Assert.Equal((TimeSpan.FromSeconds(range), sla.OnTime), (sla.Range, sla.Histogram().Sum()));
    }

    private async Task<int> CountAsync(ActionSet set, long[]? inboxes = null) =>
        (await new ListActions(_store.Store, new FakeTimeProvider(TestStore.Now)).RunAsync(
            new ActionFilter { Figure = new FigureFilter(set, TimeSpan.FromMinutes(5)) }, Keyset.Newest, 1000, CancellationToken.None))
        .Items.Count(a => inboxes is null || inboxes.Contains(a.Inbox.Id));

    private void AddEvents(Inbox inbox, int count, int nobody, DateTimeOffset at)
    {
        for (var i = 0; i < count; i++)
        {
            var action = _store.AddAction(inbox, ActionStatus.Synced, age: TestStore.Now - at, syncedAt: at);
            _store.Save(new WrittenEvent { ActionSeq = action.Seq, At = at, OwnerId = "005", WhoIds = i < nobody ? null : "003" });
        }
    }

    private Task<DashboardView> ReadAsync() => new GetDashboard(
        _store.Store, new FakeTimeProvider(TestStore.Now), new SyncSettings()).RunAsync(CancellationToken.None);
}
