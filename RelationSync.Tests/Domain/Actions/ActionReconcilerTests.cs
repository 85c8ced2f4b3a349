using RelationSync.Domain.Actions;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Storage;
using static RelationSync.Tests.Support.OperationBuilder;

namespace RelationSync.Tests.Domain.Actions;

/// <summary>What stands in the store after operations came in pieces. Found by the fuzzing of orders of arrival.</summary>
public sealed class ActionReconcilerTests
{
    private readonly List<ReceivedOperation> _operations = [];
    private readonly List<SyncAction> _actions = [];

    [Fact]
    [Trait("Rule", "R-T5")]
    public void Reconcile_ScheduleThatComesAfterTheCancelOfItsDispatch_IsTakenBackWithIt()
    {
        Come(10, Sent(5), SendCancelled(6));
        Come(12, Scheduled(0));

        Assert.Empty(Standing());
    }

    [Fact]
    [Trait("Rule", "R-T5")]
    public void Reconcile_ScheduleThatComesMinutesAfterTheCancelOfItsDispatch_IsTakenBackWithIt()
    {
        Come(10, Sent(5), SendCancelled(6));
        Come(600, Scheduled(0));

        Assert.Empty(Standing());
    }

    [Fact]
    [Trait("Rule", "R-T4")]
    public void Reconcile_CancelThatTurnsOutToBeOfALaterSend_LetsTheEarlierStand()
    {
        Come(10, Sent(5), SendCancelled(8));
        Come(12, ScheduleCancelled(6), Sent(7, "anew"));

        Assert.Equal([("sent", ActionStatus.Held)], Standing());
    }

    [Fact]
    [Trait("Rule", "R-T4")]
    public void Reconcile_ScheduleCancelBetweenTheSendAndItsCancel_LeavesItCancelled()
    {
        Come(10, Sent(5), SendCancelled(8));
        Come(12, ScheduleCancelled(6));

        Assert.Empty(Standing());
    }

    [Fact]
    [Trait("Rule", "R-T4")]
    public void Reconcile_CancelledAndItsHoldOver_StaysCancelled()
    {
        Come(10, Sent(5), SendCancelled(8));
        Come(120, ScheduleCancelled(6), Sent(7, "anew"));

        Assert.Empty(Standing());
    }

    [Fact]
    [Trait("Rule", "R-T9")]
    public void Reconcile_HalfThatWasGivenUp_StaysCancelledWhenTheRestComes()
    {
        Come(10, CallEnded(5));
        _actions[0].Cancel(At(10));
        Come(TimeSpan.FromDays(31).TotalSeconds, CallRecorded(6));

        Assert.Empty(Standing());
    }

    private void Come(double at, params ReceivedOperation[] operations)
    {
        _operations.AddRange(operations.Select(o => o with { ArrivedAt = At(at) }));
        _actions.AddRange(ActionReconciler.Reconcile(
            _actions,
            ActivityReducer.Derive(_operations, HoldOptions.Default),
            (derived, _) => SyncAction.From(1, [], ActionKeys.OfAction("i", derived.Channel, derived.ActivityId, derived.TriggerOperationId), derived, null),
            _ => null,
            (_, _) => false,
            At(at)));
    }

    private IEnumerable<(string, ActionStatus)> Standing() =>
        _actions.Where(a => a.Status is not ActionStatus.Cancelled).Select(a => (a.TriggerOperationId, a.Status));
}
