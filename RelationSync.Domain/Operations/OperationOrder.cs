namespace RelationSync.Domain.Operations;

/// <summary>
/// The order in which operations of one activity happened, whatever order they came in: by <c>occurred_at</c>; where
/// two are equal opened, then sent, scheduled, recorded and ended, then <c>message_sent</c>, then cancelled, then
/// dispatched, then corrected, then closed; then by id.
/// </summary>
public sealed class OperationOrder : IComparer<Operation>
{
    public static readonly OperationOrder Instance = new();

    private OperationOrder()
    {
    }

    /// <inheritdoc/>
    public int Compare(Operation? x, Operation? y)
    {
        if (x is null || y is null)
        {
            return (x is null ? 0 : 1) - (y is null ? 0 : 1);
        }

        var byTime = x.OccurredAt.CompareTo(y.OccurredAt);
        if (byTime != 0)
        {
            return byTime;
        }

        var byRank = RankOf(x.Type) - RankOf(y.Type);
        return byRank != 0 ? byRank : string.CompareOrdinal(x.Id, y.Id);
    }

    private static int RankOf(OperationType type) => type switch
    {
        OperationType.ChatOpened => 0,
        OperationType.MessageSent
            or OperationType.MessageScheduled
            or OperationType.MemoRecorded
            or OperationType.CallEnded
            or OperationType.CallRecorded => 1,
        OperationType.ChatMessageSent => 2,
        OperationType.MessageSendCancelled or OperationType.MessageScheduleCancelled => 3,
        OperationType.MessageDispatched => 4,
        OperationType.ActivityCorrected => 5,
        OperationType.ChatClosed => 6,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "An operation type without a rank."),
    };
}
