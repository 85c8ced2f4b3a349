using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;

namespace RelationSync.Domain.Actions;

/// <summary>
/// Makes actions of the operations of one activity (R-T). The order they came in doesn't matter: the same operations
/// always give the same actions, so it may be asked again whenever another one arrives.
/// </summary>
public static class ActivityReducer
{
    /// <summary>The actions in the order of their triggers; none where nothing would ever be synced.</summary>
    /// <param name="operations">All operations of one activity: same inbox, channel and <c>activity_id</c>.</param>
    /// <param name="holds">How long actions are held.</param>
    public static IReadOnlyList<DerivedAction> Derive(IReadOnlyCollection<ReceivedOperation> operations, HoldOptions holds)
    {
        if (operations.Count == 0)
        {
            return [];
        }

        ReceivedOperation[] ordered = [.. operations.OrderBy(o => o.Operation, OperationOrder.Instance)];
        ReceivedOperation[] done = [.. ordered.Where(o => o.Operation.Type is not OperationType.ActivityCorrected)];
        if (done.Length == 0)
        {
            return [];
        }

        var derived = OfFamily(done, holds).Select(d => WithSource(d, done)).ToList();
        return done.Length == ordered.Length ? derived : Corrections.Apply(derived, ordered);
    }

    private static IReadOnlyList<DerivedAction> OfFamily(ReceivedOperation[] ordered, HoldOptions holds) =>
        ordered[0].Operation.Channel.Family switch
        {
            ChannelFamily.Message => MessageActions.Derive(ordered, holds),
            ChannelFamily.Memo => MemoActions.Derive(ordered, holds),
            ChannelFamily.Call => CallActions.Derive(ordered, holds),
            ChannelFamily.Chat => ChatActions.Derive(ordered, holds),
            var family => throw new ArgumentOutOfRangeException(nameof(ordered), family, "A family without actions."),
        };

    /// <summary>What was read from Re:lation's API is measured by its own time, so that a slow reader can't flatter itself (R-T12).</summary>
    private static DerivedAction WithSource(DerivedAction derived, ReceivedOperation[] ordered)
    {
        var trigger = Array.Find(ordered, o => o.Operation.Id == derived.TriggerOperationId);
        return derived with
        {
            Source = trigger.Source,
            ClockAt = trigger.Source is OperationSource.RelationApi or OperationSource.Backfill
                ? (trigger.Operation.Data as ChatClosedData)?.CountsFrom ?? derived.TriggerAt
                : null,
        };
    }
}
