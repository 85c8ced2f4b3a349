using RelationSync.Domain.Common;
using RelationSync.Domain.Operations;

namespace RelationSync.Domain.Actions;

/// <summary>
/// The chats (R-T10, R-T11): closing the editor is the trigger if a message was sent while it was open. Without the
/// opening every message before the close counts, and the first of them stands for the opening.
/// </summary>
internal static class ChatActions
{
    public static IReadOnlyList<DerivedAction> Derive(IReadOnlyList<ReceivedOperation> ordered, HoldOptions holds)
    {
        var closedIndex = IndexOf(ordered, OperationType.ChatClosed, ordered.Count);
        if (closedIndex < 0)
        {
            return [HalfActions.Waiting(ordered, holds, givenUpSilently: false)];
        }

        // An opening after the close is a clock gone wrong: it bounds nothing, as if it had never come.
        var openedIndex = IndexOf(ordered, OperationType.ChatOpened, closedIndex);
        ReceivedOperation[] messages =
        [
            .. ordered.Take(closedIndex).Skip(openedIndex + 1).Where(o => o.Operation.Type == OperationType.ChatMessageSent),
        ];
        if (messages.Length == 0)
        {
            var openedAndClosed = IndexOf(ordered, OperationType.ChatOpened, ordered.Count) >= 0;
            return [HalfActions.Waiting(ordered, holds, givenUpSilently: openedAndClosed)];
        }

        var (closed, closedArrivedAt) = (ordered[closedIndex].Operation, ordered[closedIndex].ArrivedAt);
        var opened = openedIndex < 0 ? null : ordered[openedIndex].Operation;
        var arrivedAt = Instants.Later(closedArrivedAt, messages.Min(o => o.ArrivedAt));
        return
        [
            new DerivedAction(
                closed.Channel,
                closed.ActivityId,
                closed.Id,
                [.. ordered.Select(o => o.Operation.Id)],
                Standing.Ready,
                closed.OccurredAt,
                arrivedAt,
                Instants.Add(arrivedAt, holds.ReorderGrace),
                ActionContents.OfChat(opened, messages[0].Operation, closed)),
        ];
    }

    /// <summary>The first operation of that type before <paramref name="end"/>, or -1.</summary>
    private static int IndexOf(IReadOnlyList<ReceivedOperation> ordered, OperationType type, int end)
    {
        for (var i = 0; i < end; i++)
        {
            if (ordered[i].Operation.Type == type)
            {
                return i;
            }
        }

        return -1;
    }
}
