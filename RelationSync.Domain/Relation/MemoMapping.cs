using System.Text.Json;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Targets;

namespace RelationSync.Domain.Relation;

/// <summary>応対メモ: its first sight is the press of 記録; what is edited later isn't (R-T7, R-T8).</summary>
internal static class MemoMapping
{
    public static MappedMessage Map(ApiTicket ticket, ApiMessage memo, MessageState state, TicketContext context)
    {
        if (state.Stage != MessageStage.Seen || memo.Action is not (ApiCodes.Sent or ApiCodes.Received))
        {
            return new MappedMessage(state, []);
        }

        var at = memo.CreatedAt;
        var recorded = state with { Stage = MessageStage.Recorded, LastAt = at };
        if (at < context.From)
        {
            return new MappedMessage(recorded, []);
        }

        var form = new OperationForm(ApiCodes.ChannelOf(memo.Method)!, ticket.TicketId, memo.MessageId, $"re-{memo.MessageId}");
        var @operator = context.Ladder.OfMessage(memo, at, context.AssigneeAt(at, ticket.Assignee));
        return new MappedMessage(
            recorded,
            [form.Write(OperationType.MemoRecorded, "recorded-0", at, @operator, Evidence.Default, json => WriteContent(json, memo, context.Rules))]);
    }

    private static void WriteContent(Utf8JsonWriter json, ApiMessage memo, MappingRules rules)
    {
        json.WriteString("subject", memo.Title);
        json.WriteString("body", memo.Body);
        json.WriteString("body_format", memo.IsHtml ? "html" : "text");
        OperationForm.WriteTime(json, "responded_at", memo.SentAt ?? memo.CreatedAt);
        json.WriteNumber("duration_minutes", rules.MemoMinutes);
        json.WriteStartArray("addressees");
        foreach (var piece in AddressList.OfMail(memo.To.Length > 0 ? memo.To : memo.From))
        {
            var isAddress = EmailAddress.TryParse(piece) is not null;
            if (isAddress || PhoneNumber.TryParse(piece) is not null)
            {
                json.WriteStartObject();
                json.WriteString(isAddress ? "email" : "phone", piece);
                json.WriteEndObject();
            }
        }

        json.WriteEndArray();
    }
}
