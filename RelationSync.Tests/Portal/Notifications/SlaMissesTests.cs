using RelationSync.Domain.Actions;
using RelationSync.Portal.Notifications;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Notifications;

[Trait("Rule", "R-T12")]
public sealed class SlaMissesTests : NotificationsTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly Inbox _inbox;

    public SlaMissesTests()
    {
        Fixture.AddListener();
        _inbox = Fixture.Rows.AddInbox("support");
        Fixture.Rows.AddConnection(_inbox);
    }

    [StoreTheory]
    [InlineData(ActionStatus.Held, 300, 0)]
    [InlineData(ActionStatus.Held, 301, 1)]
    [InlineData(ActionStatus.Pending, 301, 1)]
    [InlineData(ActionStatus.Half, 3000, 0)]
    [InlineData(ActionStatus.Failed, 3000, 0)]
    [InlineData(ActionStatus.Cancelled, 3000, 0)]
    public async Task Waiting_PastTheTarget_IsMissed(ActionStatus status, int seconds, int told)
    {
        Fixture.Rows.AddAction(_inbox, status, age: TimeSpan.FromSeconds(seconds));

        await Fixture.EvaluateAsync();

        Assert.Equal(told, Fixture.Told.Count);
        Assert.All(Fixture.Told, t => Assert.Equal((NotifiedCondition.SlaMissed, 1, 1), (t[0].Condition, t[0].Figure, t[0].Bound)));
    }

    [StoreFact]
    public async Task Held_NotYetDue_IsNotLate()
    {
        Fixture.Rows.AddAction(_inbox, age: TimeSpan.FromMinutes(10), due: Minute);

        await Fixture.EvaluateAsync();

        Assert.Empty(Fixture.Told);
    }

    [StoreTheory]
    [InlineData(99, 0)]
    [InlineData(98, 1)]
    public async Task Share_BelowThePercentage_IsMissed(int onTime, int told)
    {
        for (var i = 0; i < 100; i++)
        {
            Fixture.Rows.AddAction(_inbox, ActionStatus.Synced, age: TimeSpan.FromMinutes(i < onTime ? 6 : 7), syncedAt: TestStore.Now.AddMinutes(-1));
        }

        await Fixture.EvaluateAsync();

        Assert.Equal(told, Fixture.Told.Count);
        Assert.All(Fixture.Told, t => Assert.Equal((2, 100), (t[0].Figure, t[0].Bound)));
    }

    [StoreFact]
    public async Task LateArrival_CountsFromItsArrival()
    {
        var action = Fixture.Rows.AddAction(_inbox, ActionStatus.Synced, age: TimeSpan.FromHours(3), syncedAt: TestStore.Now);
        SetArrival(action, TestStore.Now.AddMinutes(-4));

        await Fixture.EvaluateAsync();

        Assert.Empty(Fixture.Told);
    }

    [StoreFact]
    public async Task Events_FromBeforeTheWindow_DoNotCount()
    {
        Fixture.Rows.AddAction(_inbox, ActionStatus.Synced, age: TimeSpan.FromHours(1), syncedAt: TestStore.Now - SlaMisses.Window - Minute);

        await Fixture.EvaluateAsync();

        Assert.Empty(Fixture.Told);
    }

    [StoreTheory]
    [InlineData(ActionStatus.Synced)]
    [InlineData(ActionStatus.Pending)]
    public async Task Action_ThatFailedAndIsTriedAgainByHand_CountsNoMore(ActionStatus status)
    {
        var action = Fixture.Rows.AddAction(_inbox, status, age: TimeSpan.FromDays(2), syncedAt: TestStore.Now);
        Fixture.Rows.AddError(_inbox, at: TestStore.Now.AddDays(-2), action: action.Id);

        await Fixture.EvaluateAsync();

        Assert.Empty(Fixture.Told);
    }

    [StoreTheory]
    [InlineData("paused")]
    [InlineData("limit")]
    [InlineData("budget")]
    [InlineData("gone")]
    public async Task Stop_ExcusesWhatWaits_UntilTheTargetAfterItsEnd(string stop)
    {
        Stop(stop, TestStore.Now.AddHours(-2));
        Fixture.Rows.AddAction(_inbox, ActionStatus.Pending, age: TimeSpan.FromHours(1));
        await Fixture.EvaluateAsync();
        await Fixture.EvaluateAsync(Minute);
        Stop(stop, null);

        // The evaluation that sees the end must not take the backlog for late, nor those of the next five minutes.
        await Fixture.EvaluateAsync(Minute);
        await Fixture.EvaluateAsync(TimeSpan.FromMinutes(5));
        Assert.DoesNotContain(Fixture.Told.SelectMany(t => t), f => f.Condition is NotifiedCondition.SlaMissed);

        await Fixture.EvaluateAsync(TimeSpan.FromSeconds(1));
        Assert.Contains(Fixture.Told.SelectMany(t => t), f => f.Condition is NotifiedCondition.SlaMissed);
    }

    [StoreFact]
    public async Task Events_OfABacklogAfterAStop_CountFromItsEnd()
    {
        Stop("paused", TestStore.Now.AddHours(-2));
        await Fixture.EvaluateAsync();
        Stop("paused", null);
        await Fixture.EvaluateAsync(Minute);
        Fixture.Rows.AddAction(_inbox, ActionStatus.Synced, age: TimeSpan.FromHours(1), syncedAt: Fixture.Time.GetUtcNow() + Minute);

        await Fixture.EvaluateAsync(Minute * 2);

        Assert.Empty(Fixture.Told);
    }

    [StoreFact]
    public async Task Missed_ThenStopped_IsNeitherOverNorBegunAgain()
    {
        Fixture.Rows.AddAction(_inbox, ActionStatus.Pending, age: TimeSpan.FromHours(1));
        await Fixture.EvaluateAsync();
        Stop("paused", Fixture.Time.GetUtcNow());
        await Fixture.EvaluateAsync(Minute);
        await Fixture.EvaluateAsync(TimeSpan.FromHours(1));

        Assert.Equal(NotifiedPhase.Began, Assert.Single(Assert.Single(Fixture.Told)).Phase);
    }

    [StoreFact]
    public async Task Inbox_WithoutConnection_PromisesNothing()
    {
        var other = Fixture.Rows.AddInbox("kept");
        Fixture.Rows.AddAction(other, ActionStatus.Pending, age: TimeSpan.FromHours(1));

        await Fixture.EvaluateAsync();

        Assert.Empty(Fixture.Told);
    }

    private void Stop(string how, DateTimeOffset? since)
    {
        Fixture.Change<Connection>(c => (c.PausedAt, c.LimitSince, c.BudgetSince) = (how is "paused" ? since : null, how is "limit" ? since : null, how is "budget" ? since : null));
        Fixture.Change<Authorization>(a => a.GoneAt = how is "gone" ? since : null);
    }

    private void SetArrival(SyncAction action, DateTimeOffset at)
    {
        using var db = Fixture.Rows.CreateDbContext();
        db.Attach(action).Property(a => a.ArrivedAt).CurrentValue = at;
        db.SaveChanges();
    }
}
