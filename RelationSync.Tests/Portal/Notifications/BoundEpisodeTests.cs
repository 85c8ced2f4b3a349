using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Notifications;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Notifications;

/// <summary>Conditions that begin where a figure passes the bound that was set: errors, and silence.</summary>
public sealed class BoundEpisodeTests : NotificationsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [StoreTheory]
    [InlineData(9, 0)]
    [InlineData(10, 1)]
    public async Task Errors_AtTheThreshold_AreToldFromItOn(int errors, int told)
    {
        Fixture.AddListener();
        var inbox = Fixture.Rows.AddInbox("support");
        Fixture.Rows.AddConnection(inbox);
        for (var i = 0; i < errors; i++)
        {
            Fixture.Rows.AddError(inbox, at: TestStore.Now.AddMinutes(-i));
        }

        Fixture.Rows.AddError(inbox, at: TestStore.Now - ReadFindings.ErrorWindow);
        Fixture.Rows.AddError(inbox, LogSeverity.Warning);
        Fixture.Rows.AddError(inbox, category: LogCategory.Authorization);
        await Fixture.EvaluateAsync();

        Assert.Equal(told, Fixture.Told.Count);
        Assert.All(Fixture.Told, t => Assert.Equal((NotifiedCondition.ErrorsAbove, 10, 10), (t[0].Condition, t[0].Figure, t[0].Bound)));
    }

    [StoreFact]
    public async Task Errors_OnceSettled_RecoverAfterAWhile()
    {
        Fixture.AddListener(s => s.ErrorThreshold = 1);
        var inbox = Fixture.Rows.AddInbox("support");
        Fixture.Rows.AddConnection(inbox);
        Fixture.Rows.AddError(inbox);
        await Fixture.EvaluateAsync();

        Fixture.Change<LogEntry>(e => e.SettledAt = TestStore.Now);
        await Fixture.EvaluateAsync(Minute);
        await Fixture.EvaluateAsync(AlertTracker.RecoveryAfter);

        Assert.Equal([NotifiedPhase.Began, NotifiedPhase.Recovered], Fixture.Told.Select(t => t[0].Phase));
    }

    [StoreTheory]
    [InlineData(29, 0)]
    [InlineData(30, 1)]
    public async Task Inbox_SilentForLongerThanSet_IsTold(int minutes, int told)
    {
        Fixture.AddListener();
        Fixture.Rows.AddInbox("support");
        Fixture.Change<Inbox>(i => (i.SilentAfterMinutes, i.LastOperationAt) = (30, TestStore.Now.AddMinutes(-minutes)));

        await Fixture.EvaluateAsync();

        Assert.Equal(told, Fixture.Told.Count);
        Assert.All(Fixture.Told, t => Assert.Equal((NotifiedCondition.InboxSilent, 30), (t[0].Condition, t[0].Figure)));
    }

    [StoreFact]
    public async Task SilenceAlert_TurnedOff_IsNoRecovery()
    {
        Fixture.AddListener();
        Fixture.Rows.AddInbox("support");
        Fixture.Change<Inbox>(i => (i.SilentAfterMinutes, i.LastOperationAt) = (30, TestStore.Now.AddHours(-1)));
        await Fixture.EvaluateAsync();

        Fixture.Change<Inbox>(i => i.SilentAfterMinutes = null);
        await Fixture.EvaluateAsync(Minute);
        await Fixture.EvaluateAsync(AlertTracker.RecoveryAfter);

        Assert.Equal([NotifiedPhase.Began, NotifiedPhase.Removed], Fixture.Told.Select(t => t[0].Phase));
    }

    [StoreTheory]
    [Trait("Rule", "R-W11")]
    [InlineData(3, 15, true)]
    [InlineData(3, 5, false)]
    [InlineData(50, 15, false)]
    public async Task EventsWithoutACustomer_AreToldWhenTheirShareJumps(int usually, int today, bool isTold)
    {
        Fixture.AddListener();
        var inbox = Fixture.Rows.AddInbox("support");
        Fixture.Rows.AddConnection(inbox);
        AddEvents(inbox, 60, usually, TestStore.Now.AddDays(-4));
        AddEvents(inbox, 20, today, TestStore.Now);

        await Fixture.EvaluateAsync();

        Assert.Equal(isTold ? [(NotifiedCondition.NobodyFound, today, 20)] : [], Fixture.Told.Select(t => (t[0].Condition, t[0].Figure, t[0].Bound)));
    }

    /// <summary>The first Events after midnight say neither that it goes on nor that it is over.</summary>
    [StoreFact]
    public async Task EventsWithoutACustomer_AreOverOnceADayShowsIt()
    {
        Fixture.AddListener();
        var inbox = Fixture.Rows.AddInbox("support");
        Fixture.Rows.AddConnection(inbox);
        AddEvents(inbox, 60, 3, TestStore.Now.AddDays(-4));
        AddEvents(inbox, 20, 15, TestStore.Now);
        await Fixture.EvaluateAsync();

        await Fixture.EvaluateAsync(TimeSpan.FromDays(1));
        await Fixture.EvaluateAsync(TimeSpan.FromHours(1));
        Assert.Single(Fixture.Told);

        AddEvents(inbox, 20, 1, Fixture.Time.GetUtcNow());
        await Fixture.EvaluateAsync(Minute);
        await Fixture.EvaluateAsync(AlertTracker.RecoveryAfter);
        Assert.Equal(NotifiedPhase.Recovered, Fixture.Told[1][0].Phase);
    }

    private void AddEvents(Inbox inbox, int count, int nobody, DateTimeOffset at)
    {
        for (var i = 0; i < count; i++)
        {
            var action = Fixture.Rows.AddAction(inbox, ActionStatus.Synced, age: TestStore.Now - at, syncedAt: at);
            Fixture.Rows.Save(new WrittenEvent { ActionSeq = action.Seq, At = at, OwnerId = "005", WhoIds = i < nobody ? null : "003" });
        }
    }

    [StoreFact]
    public async Task Inbox_WithoutASetting_MayBeSilentForEver()
    {
        Fixture.AddListener();
        Fixture.Rows.AddInbox("support");

        await Fixture.EvaluateAsync(TimeSpan.FromDays(30));

        Assert.Empty(Fixture.Told);
    }
}
