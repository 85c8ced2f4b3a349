using RelationSync.Domain.Common;
using RelationSync.Domain.Operations;

namespace RelationSync.Domain.Actions;

/// <summary>
/// Mail and SMS (R-T1 to R-T6). Every press of the schedule button is an action. A send is one unless it repeats an open
/// send or is the dispatch of an outstanding schedule. Either kind of cancel closes both: the next send is new. Only a
/// cancel of the send takes back, and only what went out: a send, also one that a schedule's cancel has closed, or a
/// schedule that was dispatched. Where two sources tell of one message (R-P1), the second to tell of a press makes no other,
/// and a cancel that Re:lation's API shows is of a press that it has shown.
/// </summary>
internal static class MessageActions
{
    public static IReadOnlyList<DerivedAction> Derive(IReadOnlyList<ReceivedOperation> ordered, HoldOptions holds)
    {
        var walk = new Walk(holds);
        foreach (var received in ordered)
        {
            walk.Take(received);
        }

        return walk.Actions;
    }

    private sealed class Walk(HoldOptions holds)
    {
        private readonly List<Press> _presses = [];
        private Press? _openSend;
        private Press? _schedule;

        /// <summary>What went out last: a cancel of the send takes it back.</summary>
        private Press? _sent;

        public IReadOnlyList<DerivedAction> Actions => [.. _presses.Select(ToAction)];

        public void Take(ReceivedOperation received)
        {
            switch (received.Operation.Type)
            {
                case OperationType.MessageScheduled when _schedule is { } other && other.IsNewTo(received.Source):
                    other.Tell(received);
                    break;
                case OperationType.MessageScheduled:
                    _schedule = Begin(received);
                    break;
                case OperationType.MessageSent when _openSend is { } repeated:
                    repeated.Tell(received);
                    break;
                case OperationType.MessageSent or OperationType.MessageDispatched when _schedule is { } dispatched:
                    dispatched.Use(received);
                    _sent = dispatched;
                    break;
                case OperationType.MessageSent:
                    _openSend = _sent = Begin(received);
                    break;
                case OperationType.MessageDispatched:
                    break;
                case OperationType.MessageSendCancelled or OperationType.MessageScheduleCancelled
                    when IsRead(received.Source) && (_sent ?? _schedule ?? _openSend) is { } unseen && unseen.IsNewTo(received.Source):
                    break;
                case OperationType.MessageSendCancelled:
                    (_sent ?? _schedule)?.Ids.Add(received.Operation.Id);
                    _sent?.Cancel();
                    (_openSend, _schedule, _sent) = (null, null, null);
                    break;
                case OperationType.MessageScheduleCancelled:
                    (_schedule ?? _openSend)?.Ids.Add(received.Operation.Id);
                    (_openSend, _schedule) = (null, null);
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(received), received.Operation.Type, "No operation of a message.");
            }
        }

        private Press Begin(ReceivedOperation trigger)
        {
            var press = new Press(trigger);
            _presses.Add(press);
            return press;
        }

        private DerivedAction ToAction(Press press)
        {
            var (operation, arrivedAt) = (press.Trigger.Operation, press.Trigger.ArrivedAt);
            return new DerivedAction(
                operation.Channel,
                operation.ActivityId,
                operation.Id,
                press.Ids,
                press.IsCancelled ? Standing.Cancelled : Standing.Ready,
                operation.OccurredAt,
                arrivedAt,
                operation.Type == OperationType.MessageSent ? DueOfSend(press.Trigger) : Instants.Add(arrivedAt, holds.ReorderGrace),
                ActionContents.OfMessage(operation, press.Told));
        }

        /// <summary>R-T4: held for its cancel from when it was sent, but no longer than that from its arrival.</summary>
        private DateTimeOffset DueOfSend(ReceivedOperation sent) => Instants.Later(
            Instants.Add(sent.ArrivedAt, holds.ReorderGrace),
            Instants.Add(Instants.Earlier(sent.Operation.OccurredAt, sent.ArrivedAt), holds.SendCancelGrace));
    }

    private static bool IsRead(OperationSource source) => source is OperationSource.RelationApi or OperationSource.Backfill;

    /// <summary>One press of send or schedule, with the operations it uses up.</summary>
    private sealed class Press(ReceivedOperation trigger)
    {
        private readonly HashSet<bool> _readers = [IsRead(trigger.Source)];

        public ReceivedOperation Trigger { get; } = trigger;

        public List<string> Ids { get; } = [trigger.Operation.Id];

        /// <summary>All that tell of this press, earliest first.</summary>
        public List<Operation> Told { get; } = [trigger.Operation];

        public bool IsCancelled { get; private set; }

        /// <summary>Whether only another source has told of it.</summary>
        public bool IsNewTo(OperationSource source) => !_readers.Contains(IsRead(source));

        /// <summary>The same press again.</summary>
        public void Tell(ReceivedOperation again)
        {
            Use(again);
            Told.Add(again.Operation);
        }

        public void Use(ReceivedOperation later)
        {
            Ids.Add(later.Operation.Id);
            _readers.Add(IsRead(later.Source));
        }

        public void Cancel() => IsCancelled = true;
    }
}
