using RelationSync.Domain.Common;
using RelationSync.Domain.Operations;

namespace RelationSync.Domain.Actions;

/// <summary>Half of a call or a chat (R-T9, R-T10): waits from when the first of it came in.</summary>
internal static class HalfActions
{
    public static DerivedAction Waiting(IReadOnlyList<ReceivedOperation> ordered, HoldOptions holds, bool givenUpSilently)
    {
        var first = ordered[0].Operation;
        var arrivedAt = ordered.Min(o => o.ArrivedAt);
        return new DerivedAction(
            first.Channel,
            first.ActivityId,
            first.Id,
            [.. ordered.Select(o => o.Operation.Id)],
            Standing.Half,
            first.OccurredAt,
            arrivedAt,
            Instants.Add(arrivedAt, holds.HalfLife),
            Content: null,
            givenUpSilently);
    }
}
