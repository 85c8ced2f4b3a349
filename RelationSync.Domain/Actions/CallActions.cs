using RelationSync.Domain.Common;
using RelationSync.Domain.Operations;

namespace RelationSync.Domain.Actions;

/// <summary>
/// 通話メモ (R-T9): the end of the call and a press of 記録, in either order, are one action. The later of the two is its
/// trigger, and its note is the latest recorded until then: what is recorded later is a re-edit (R-T8).
/// </summary>
internal static class CallActions
{
    public static IReadOnlyList<DerivedAction> Derive(IReadOnlyList<ReceivedOperation> ordered, HoldOptions holds)
    {
        ReceivedOperation[] ends = [.. ordered.Where(o => o.Operation.Type == OperationType.CallEnded)];
        ReceivedOperation[] notes = [.. ordered.Where(o => o.Operation.Type == OperationType.CallRecorded)];
        if (ends.Length == 0 || notes.Length == 0)
        {
            return [HalfActions.Waiting(ordered, holds, givenUpSilently: false)];
        }

        var (end, endArrivedAt) = (ends[0].Operation, ends[0].ArrivedAt);
        var triggerAt = Instants.Later(end.OccurredAt, notes[0].Operation.OccurredAt);
        var arrivedAt = Instants.Later(endArrivedAt, notes.Min(o => o.ArrivedAt));
        return
        [
            new DerivedAction(
                end.Channel,
                end.ActivityId,
                end.Id,
                [.. ordered.Select(o => o.Operation.Id)],
                Standing.Ready,
                triggerAt,
                arrivedAt,
                Instants.Add(arrivedAt, holds.ReorderGrace),
                ActionContents.OfCall(
                    [.. ends.Select(o => o.Operation)], [.. notes.Select(o => o.Operation).Where(n => n.OccurredAt <= triggerAt)])),
        ];
    }
}
