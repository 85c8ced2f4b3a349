using RelationSync.Domain.Operations;
using RelationSync.Domain.Targets;

namespace RelationSync.Domain.Relation;

/// <summary>通話メモ: made when it rings. Once it has a body, the call has ended and its note was recorded (R-T9); a missed call never is.</summary>
internal static class CallMapping
{
    public static MappedMessage Map(ApiTicket ticket, ApiMessage call, MessageState state, TicketContext context)
    {
        if (IsMissed(call, context.Rules))
        {
            return new MappedMessage(state.Stage == MessageStage.Seen ? state with { Stage = MessageStage.NotSynced } : state, []);
        }

        if (state.Stage is not (MessageStage.Seen or MessageStage.NotSynced) || string.IsNullOrWhiteSpace(call.Body))
        {
            return new MappedMessage(state, []);
        }

        var at = call.LastUpdatedAt;
        var recorded = state with { Stage = MessageStage.Recorded, LastAt = at };
        if (at < context.From)
        {
            return new MappedMessage(recorded, []);
        }

        var form = new OperationForm(ApiCodes.ChannelOf(call.Method)!, ticket.TicketId, call.MessageId, $"re-{call.MessageId}");
        var @operator = context.Ladder.OfMessage(call, at, context.AssigneeAt(at, ticket.Assignee));
        var inbound = call.Action != ApiCodes.Sent;
        var ended = form.Write(OperationType.CallEnded, "ended-0", at, @operator, Evidence.Default, json =>
        {
            json.WriteString("direction", inbound ? "inbound" : "outbound");
            OperationForm.WriteTime(json, "started_at", call.CreatedAt);
            OperationForm.WriteTime(json, "ended_at", call.CreatedAt.AddMinutes(context.Rules.CallMinutes));
            json.WriteString("phone", NumberOf(inbound ? [call.From, call.To] : [call.To, call.From]));
        });
        var note = form.Write(OperationType.CallRecorded, "recorded-0", at, @operator, null, json =>
        {
            json.WriteString("subject", call.Title);
            json.WriteString("body", call.Body);
            json.WriteString("body_format", call.IsHtml ? "html" : "text");
        });
        return new MappedMessage(recorded, [ended, note]);
    }

    private static bool IsMissed(ApiMessage call, MappingRules rules) =>
        rules.MissedCall.Length > 0
        && (call.Title.Contains(rules.MissedCall, StringComparison.OrdinalIgnoreCase) || call.Body.Contains(rules.MissedCall, StringComparison.OrdinalIgnoreCase));

    /// <summary>The first number of the first side that has one; empty where neither has.</summary>
    private static string NumberOf(IEnumerable<string> sides) =>
        sides.SelectMany(AddressList.OfMail).FirstOrDefault(piece => PhoneNumber.TryParse(piece) is not null) ?? "";
}
