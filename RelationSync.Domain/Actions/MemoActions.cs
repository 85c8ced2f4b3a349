using RelationSync.Domain.Common;
using RelationSync.Domain.Operations;

namespace RelationSync.Domain.Actions;

/// <summary>応対メモ: the first press of 記録 is the action (R-T7), later ones are re-edits of it (R-T8).</summary>
internal static class MemoActions
{
    public static IReadOnlyList<DerivedAction> Derive(IReadOnlyList<ReceivedOperation> ordered, HoldOptions holds)
    {
        var (first, arrivedAt) = (ordered[0].Operation, ordered[0].ArrivedAt);
        return
        [
            new DerivedAction(
                first.Channel,
                first.ActivityId,
                first.Id,
                [.. ordered.Select(o => o.Operation.Id)],
                Standing.Ready,
                first.OccurredAt,
                arrivedAt,
                Instants.Add(arrivedAt, holds.ReorderGrace),
                ActionContents.OfMemo(first, [.. ordered.Select(o => o.Operation)])),
        ];
    }
}
