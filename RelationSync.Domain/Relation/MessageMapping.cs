using System.Text.Json;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;

namespace RelationSync.Domain.Relation;

/// <summary>
/// Mail and SMS: what has become of one since it was last read. A message that was sent or scheduled and isn't any more was
/// cancelled, and begins a new generation: the next send is a new one (R-T4 to R-T6).
/// </summary>
internal static class MessageMapping
{
    /// <summary>A draft that was saved less than this before it was sent was never saved by anybody.</summary>
    private static readonly TimeSpan ShortestDraft = TimeSpan.FromSeconds(2);

    public static MappedMessage Map(ApiTicket ticket, ApiMessage message, MessageState state, TicketContext context)
    {
        var walk = new Walk(ticket, message, context) { State = state };
        walk.Run();
        return new MappedMessage(walk.State, walk.Operations);
    }

    private sealed class Walk(ApiTicket ticket, ApiMessage message, TicketContext context)
    {
        private readonly OperationForm _form = new(ApiCodes.ChannelOf(message.Method)!, ticket.TicketId, message.MessageId, $"re-{message.MessageId}");

        public required MessageState State { get; set; }

        public List<MappedOperation> Operations { get; } = [];

        public void Run()
        {
            if (IsTakenBack())
            {
                TakeBack();
            }

            switch (message.Action)
            {
                case ApiCodes.Scheduled when State.Stage == MessageStage.Seen:
                    Take(OperationType.MessageScheduled, "scheduled", message.LastUpdatedAt, MessageStage.Scheduled);
                    break;
                case ApiCodes.Sent when State.Stage == MessageStage.Scheduled:
                    Note(OperationType.MessageDispatched, "dispatched", SentAt, MessageStage.Sent);
                    break;
                case ApiCodes.Sent when State is { Stage: MessageStage.Seen, IsWanted: false } && IsNobodys():
                    State = State with { Stage = MessageStage.Automatic };
                    break;
                case ApiCodes.Sent when State.Stage == MessageStage.Seen:
                    Take(OperationType.MessageSent, "sent", SentAt, MessageStage.Sent);
                    break;
                default:
                    break;
            }
        }

        private DateTimeOffset SentAt => message.SentAt ?? message.LastUpdatedAt;

        /// <summary>A failed delivery is still a send, and what is being sent was not unscheduled.</summary>
        private bool IsTakenBack() => (State.Stage, message.Action) switch
        {
            (MessageStage.Sent or MessageStage.Automatic, ApiCodes.Sending or ApiCodes.Scheduled) => true,
            (MessageStage.Sent or MessageStage.Scheduled or MessageStage.Automatic or MessageStage.FoundLate,
                ApiCodes.Draft or ApiCodes.Requested or ApiCodes.Approved or ApiCodes.Rejected) => true,
            _ => false,
        };

        private void TakeBack()
        {
            if (State.Stage == MessageStage.Sent)
            {
                Note(OperationType.MessageSendCancelled, "send_cancelled", context.ReadAt, MessageStage.Seen);
                State = State with { Generation = State.Generation + 1 };
            }
            else if (State.Stage == MessageStage.Scheduled)
            {
                Note(OperationType.MessageScheduleCancelled, "schedule_cancelled", context.ReadAt, MessageStage.Seen);
                State = State with { Generation = State.Generation + 1 };
            }
            else
            {
                State = State with { Stage = MessageStage.Seen };
            }
        }

        /// <summary>R-P7: an automatic reply, or a mail that another program sent.</summary>
        private bool IsNobodys() => message.Method == Channel.Mail.Code && AutomaticReply.IsOne(ticket, message, SentAt, context);

        private void Take(OperationType type, string verb, DateTimeOffset at, MessageStage stage)
        {
            var @operator = context.Ladder.OfMessage(message, at, context.AssigneeAt(at, ticket.Assignee));
            Add(type, verb, at, stage, moment => _form.Write(type, Numbered(verb), moment, @operator, Evidence.Inferred, json => WriteContent(json, type, moment)));
        }

        private void Note(OperationType type, string verb, DateTimeOffset at, MessageStage stage) =>
            Add(type, verb, at, stage, moment => _form.Write(type, Numbered(verb), moment, null, null));

        private void Add(OperationType type, string verb, DateTimeOffset at, MessageStage stage, Func<DateTimeOffset, MappedOperation> write)
        {
            // Times have seconds only: what comes after a cancel of the same second must also sort after it.
            var moment = State.LastAt is { } last && last >= at ? last.AddMilliseconds(1) : at;
            if (moment >= context.From)
            {
                Operations.Add(write(moment));
            }

            State = State with { Stage = stage, LastAt = moment };
        }

        private string Numbered(string verb) => $"{verb}-{State.Generation}";

        private void WriteContent(Utf8JsonWriter json, OperationType type, DateTimeOffset at)
        {
            json.WriteString("subject", message.Title);
            json.WriteString("body", message.Body);
            json.WriteString("body_format", message.IsHtml ? "html" : "text");
            if (at - message.CreatedAt >= ShortestDraft)
            {
                OperationForm.WriteTime(json, "draft_saved_at", message.CreatedAt);
            }

            var isSms = message.Method == Channel.Sms.Code;
            WriteList(json, "to", isSms ? AddressList.OfSms(message.To) : AddressList.OfMail(message.To));
            if (!isSms)
            {
                WriteList(json, "cc", AddressList.OfMail(message.Cc));
                WriteList(json, "bcc", AddressList.OfMail(message.Bcc));
            }

            if (type == OperationType.MessageScheduled)
            {
                OperationForm.WriteTime(json, "scheduled_for", message.SentAt > at ? message.SentAt.Value : at);
            }
        }

        private static void WriteList(Utf8JsonWriter json, string name, IReadOnlyList<string> pieces)
        {
            json.WriteStartArray(name);
            foreach (var piece in pieces)
            {
                json.WriteStringValue(piece);
            }

            json.WriteEndArray();
        }
    }
}
