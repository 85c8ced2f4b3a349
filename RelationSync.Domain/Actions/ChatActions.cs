using RelationSync.Domain.Common;
using RelationSync.Domain.Operations;

namespace RelationSync.Domain.Actions;

/// <summary>
/// The chats (R-T10, R-T11): closing the editor is the trigger if a message was sent while it was open. Without the
/// opening every message before the close counts, and the first of them stands for the opening. An editor that was
/// closed without a message, and under the same id opened again, counts from then on; one activity is one action.
/// </summary>
internal static class ChatActions
{
    public static IReadOnlyList<DerivedAction> Derive(IReadOnlyList<ReceivedOperation> ordered, HoldOptions holds)
    {
        var begin = 0;
        for (int closed; (closed = IndexOf(ordered, OperationType.ChatClosed, begin, ordered.Count)) >= 0; begin = closed + 1)
        {
            // An opening after the close is a clock gone wrong: it bounds nothing, as if it had never come.
            var opened = IndexOf(ordered, OperationType.ChatOpened, begin, closed);
            ReceivedOperation[] messages =
            [
                .. ordered.Take(closed).Skip(opened < 0 ? begin : opened + 1).Where(o => o.Operation.Type == OperationType.ChatMessageSent),
            ];
            if (messages.Length > 0)
            {
                return [Ready(ordered, holds, opened < 0 ? null : ordered[opened].Operation, messages, ordered[closed])];
            }
        }

        var openedAndClosed = begin > 0 && IndexOf(ordered, OperationType.ChatOpened, 0, ordered.Count) >= 0;
        return [HalfActions.Waiting(ordered, holds, givenUpSilently: openedAndClosed)];
    }

    private static DerivedAction Ready(
        IReadOnlyList<ReceivedOperation> ordered, HoldOptions holds, Operation? opened, ReceivedOperation[] messages, ReceivedOperation closed)
    {
        var arrivedAt = Instants.Later(closed.ArrivedAt, messages.Min(o => o.ArrivedAt));
        return new DerivedAction(
            closed.Operation.Channel,
            closed.Operation.ActivityId,
            closed.Operation.Id,
            [.. ordered.Select(o => o.Operation.Id)],
            Standing.Ready,
            closed.Operation.OccurredAt,
            arrivedAt,
            Instants.Add(arrivedAt, holds.ReorderGrace),
            ActionContents.OfChat(opened, [.. messages.Select(m => m.Operation)], closed.Operation));
    }

    /// <summary>The first operation of that type from <paramref name="begin"/> on and before <paramref name="end"/>, or -1.</summary>
    private static int IndexOf(IReadOnlyList<ReceivedOperation> ordered, OperationType type, int begin, int end)
    {
        for (var i = begin; i < end; i++)
        {
            if (ordered[i].Operation.Type == type)
            {
                return i;
            }
        }

        return -1;
    }
}
