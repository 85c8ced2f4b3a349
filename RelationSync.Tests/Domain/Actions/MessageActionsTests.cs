using RelationSync.Domain.Actions;
using RelationSync.Domain.Operations;
using static RelationSync.Tests.Support.OperationBuilder;

namespace RelationSync.Tests.Domain.Actions;

public sealed class MessageActionsTests
{
    [Fact]
    public void Derive_NoOperations_GivesNoAction() => Assert.Empty(Derive());

    [Fact]
    [Trait("Rule", "R-T1")]
    public void Derive_Sent_GivesOneActionWithItsContent()
    {
        var action = Assert.Single(Derive(Sent(0, "s")));

        Assert.Equal(("act-1", "s", Standing.Ready), (action.ActivityId, action.TriggerOperationId, action.Standing));
        Assert.Equal(["s"], action.OperationIds);
        Assert.Equal((At(0), At(0)), (action.TriggerAt, action.ArrivedAt));
        Assert.Equal(("s", "body of s", Person("s")), (action.Content!.Subject, action.Content.Body, action.Content.Operator));
    }

    [Theory]
    [Trait("Rule", "R-T4")]
    [InlineData(0, 0, 60)] // at once: 60 s for the cancel
    [InlineData(0, 10, 60)] // arrived 10 s late: still 60 s after it was sent
    [InlineData(0, 30, 60)] // both holds end together
    [InlineData(0, 31, 61)] // never shorter than 30 s after its arrival
    [InlineData(0, 3600, 3630)] // long ago
    [InlineData(100, 0, 60)] // a clock ahead: never longer than 60 s after its arrival
    public void DueAt_OfASend_IsHeldForItsCancel(double at, double arrives, double due) =>
        Assert.Equal(At(due), Assert.Single(Derive(Sent(at, arrives: arrives))).DueAt);

    [Theory]
    [Trait("Rule", "R-T2")]
    [InlineData(0, 0, 30)]
    [InlineData(0, 100, 130)]
    public void DueAt_OfASchedule_IsTheGraceForReordering(double at, double arrives, double due) =>
        Assert.Equal(At(due), Assert.Single(Derive(Scheduled(at, arrives: arrives))).DueAt);

    [Fact]
    [Trait("Rule", "R-T4")]
    public void Derive_SentThenCancelled_IsCancelled()
    {
        var action = Assert.Single(Derive(Sent(0, "s"), SendCancelled(5, "c")));

        Assert.Equal(Standing.Cancelled, action.Standing);
        Assert.Equal(["s", "c"], action.OperationIds);
    }

    [Fact]
    [Trait("Rule", "R-T4")]
    public void Derive_CancelAtTheTimeOfTheSend_ComesAfterIt() =>
        Assert.Equal(Standing.Cancelled, Assert.Single(Derive(SendCancelled(0, "a"), Sent(0, "b"))).Standing);

    [Fact]
    [Trait("Rule", "R-T4")]
    public void Derive_CancelBeforeTheSend_CancelsNothing() =>
        Assert.Equal(Standing.Ready, Assert.Single(Derive(SendCancelled(0), Sent(1))).Standing);

    [Fact]
    [Trait("Rule", "R-T4")]
    public void Derive_CancelAlone_GivesNoAction() => Assert.Empty(Derive(SendCancelled(0)));

    [Fact]
    [Trait("Rule", "R-T4")]
    public void Derive_SentAgainAfterACancel_GivesANewAction()
    {
        var actions = Derive(Sent(0, "one"), SendCancelled(1, "c1"), Sent(2, "two"), SendCancelled(3, "c2"), Sent(4, "three"));

        Assert.Equal(["one", "two", "three"], actions.Select(a => a.TriggerOperationId));
        Assert.Equal([Standing.Cancelled, Standing.Cancelled, Standing.Ready], actions.Select(a => a.Standing));
    }

    [Fact]
    public void Derive_SentRepeated_IsOneActionOfTheEarliest()
    {
        var action = Assert.Single(Derive(Sent(5, "later", arrives: 0), Sent(0, "first", arrives: 20)));

        Assert.Equal("first", action.TriggerOperationId);
        Assert.Equal("body of first", action.Content!.Body);
        Assert.Equal(["first", "later"], action.OperationIds);
    }

    [Fact]
    [Trait("Rule", "R-T2")]
    public void Derive_ScheduledAndDispatched_IsOneActionOfThePress()
    {
        var action = Assert.Single(Derive(Scheduled(0, "p"), Dispatched(86400), Sent(86400, "s")));

        Assert.Equal("p", action.TriggerOperationId);
        Assert.Equal((At(0), At(0)), (action.TriggerAt, action.Content!.End));
    }

    [Fact]
    [Trait("Rule", "R-T2")]
    public void Derive_DispatchedAlone_GivesNoAction() => Assert.Empty(Derive(Dispatched(0)));

    [Fact]
    [Trait("Rule", "R-T5")]
    public void Derive_ScheduleCancelled_ChangesNothing() =>
        Assert.Equal(Standing.Ready, Assert.Single(Derive(Scheduled(0), ScheduleCancelled(1))).Standing);

    [Fact]
    [Trait("Rule", "R-T5")]
    public void Derive_ScheduleWithASendCancel_ChangesNothing() =>
        Assert.Equal(Standing.Ready, Assert.Single(Derive(Scheduled(0), SendCancelled(1))).Standing);

    [Fact]
    [Trait("Rule", "R-T5")]
    public void Derive_SendWithAScheduleCancel_StaysAndTheNextIsNew()
    {
        var actions = Derive(Sent(0, "one"), ScheduleCancelled(1), Sent(2, "two"));

        Assert.Equal(["one", "two"], actions.Select(a => a.TriggerOperationId));
        Assert.All(actions, action => Assert.Equal(Standing.Ready, action.Standing));
    }

    [Theory]
    [Trait("Rule", "R-T4")]
    [Trait("Rule", "R-T5")]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1, 2)]
    public void Derive_SendCancelledBesideAScheduleCancel_IsCancelled(double scheduleCancelled, double sendCancelled) =>
        Assert.Equal(
            Standing.Cancelled,
            Assert.Single(Derive(Sent(0), ScheduleCancelled(scheduleCancelled, "a"), SendCancelled(sendCancelled, "b"))).Standing);

    [Fact]
    [Trait("Rule", "R-T4")]
    public void Derive_SentAnewAfterAScheduleCancel_IsWhatTheCancelTakesBack()
    {
        var actions = Derive(Sent(0, "one"), ScheduleCancelled(1), Sent(2, "two"), SendCancelled(3));

        Assert.Equal([Standing.Ready, Standing.Cancelled], actions.Select(a => a.Standing));
    }

    [Fact]
    [Trait("Rule", "R-T6")]
    public void Derive_ScheduledAgain_GivesANewAction() => Assert.Equal(
        ["one", "two", "three"],
        Derive(Scheduled(0, "one"), ScheduleCancelled(1), Scheduled(2, "two"), Scheduled(3, "three")).Select(a => a.TriggerOperationId));

    [Theory]
    [Trait("Rule", "R-T6")]
    [InlineData(true)]
    [InlineData(false)]
    public void Derive_SentAfterTheScheduleWasCancelled_GivesANewAction(bool bySendCancel)
    {
        var actions = Derive(Scheduled(0, "p"), bySendCancel ? SendCancelled(1) : ScheduleCancelled(1), Sent(2, "s"));

        Assert.Equal(["p", "s"], actions.Select(a => a.TriggerOperationId));
        Assert.All(actions, action => Assert.Equal(Standing.Ready, action.Standing));
    }

    [Theory]
    [Trait("Rule", "R-T4")]
    [Trait("Rule", "R-T5")]
    [InlineData(true)]
    [InlineData(false)]
    public void Derive_ScheduleDispatchedThenSendCancelled_IsCancelled(bool toldAsSent)
    {
        var action = Assert.Single(Derive(Scheduled(0, "p"), toldAsSent ? Sent(1, "d") : Dispatched(1, "d"), SendCancelled(2, "c")));

        Assert.Equal(("p", Standing.Cancelled), (action.TriggerOperationId, action.Standing));
        Assert.Equal(["p", "d", "c"], action.OperationIds);
    }

    [Theory]
    [Trait("Rule", "R-T5")]
    [InlineData(2, 1)]
    [InlineData(1, 1)]
    public void Derive_SendCancelNotAfterTheDispatch_CountsAsTheSchedulesCancel(double dispatched, double cancelled) =>
        Assert.Equal(Standing.Ready, Assert.Single(Derive(Scheduled(0), Dispatched(dispatched, "a"), SendCancelled(cancelled, "b"))).Standing);

    [Fact]
    [Trait("Rule", "R-T6")]
    public void Derive_ScheduledAgainAfterADispatch_IsNotTakenBackByTheCancelOfNeither()
    {
        var actions = Derive(Scheduled(0, "one"), ScheduleCancelled(1), Scheduled(2, "two"), Dispatched(3), SendCancelled(4));

        Assert.Equal([Standing.Ready, Standing.Cancelled], actions.Select(a => a.Standing));
    }

    [Fact]
    public void Derive_AtTheEndOfTime_DoesNotFail()
    {
        var sent = Sent(0);
        var late = new ReceivedOperation(sent.Operation with { OccurredAt = DateTimeOffset.MaxValue }, DateTimeOffset.MaxValue);

        Assert.Equal(DateTimeOffset.MaxValue, Assert.Single(Derive(late)).DueAt);
    }

    private static IReadOnlyList<DerivedAction> Derive(params ReceivedOperation[] operations) =>
        ActivityReducer.Derive(operations, HoldOptions.Default);
}
