using System.Security.Cryptography;
using System.Text;
using RelationSync.Domain.Common;
using RelationSync.Domain.Operations;

namespace RelationSync.Domain.Relation;

/// <summary>
/// The four chats of the API, whose editor it doesn't show: a session is a row of utterances that one person sent without a
/// longer pause. Once it is over, it is taken over as a whole and never touched again.
/// </summary>
internal static class ChatMapping
{
    private const int LongestUtteranceId = 60;

    private static readonly TimeSpan BrokenPatience = TimeSpan.FromMinutes(60);

    public static (MappedMessage Mapped, DateTimeOffset? EndsAt) Map(
        ApiTicket ticket, ApiMessage message, ApiChat chat, MessageState state, TicketContext context)
    {
        var all = chat.Utterances.OrderBy(u => u.SentAt).ThenBy(u => u.Id, IdOrder.Instance).ToList();
        var frozen = new HashSet<string>(state.Chat.Frozen, StringComparer.Ordinal);
        var ended = message.Action == ApiCodes.EndConversation || ticket.Status is "closed" or "unwanted";
        var operations = new List<MappedOperation>();
        var waitsThrough = state.Stage == MessageStage.FoundLate ? state.LastAt ?? state.SentAt : null;
        DateTimeOffset? endsAt = null;
        foreach (var session in ChatSession.Split(all, frozen, context.Rules.ChatPause))
        {
            var last = session.Sent[^1].SentAt;
            if (last <= waitsThrough || (!state.IsWanted && context.Rules.LeavesOut(last)))
            {
                // An administrator decides; what is said later isn't held up by it.
                waitsThrough = Instants.Later(waitsThrough ?? last, last);
                continue;
            }

            var over = last + context.Rules.ChatPause;
            if (chat.Broken > 0 && over + BrokenPatience > context.ReadAt)
            {
                // Something of it couldn't be read; it may be part of this session.
                continue;
            }

            if (!ended && over > context.ReadAt)
            {
                endsAt = endsAt is null || over < endsAt ? over : endsAt;
                continue;
            }

            frozen.UnionWith(session.Sent.Select(u => u.Id));
            if (last >= context.From)
            {
                var closedAt = ended && message.LastUpdatedAt < over ? Instants.Later(message.LastUpdatedAt, last) : over;
                operations.AddRange(Operations(ticket, message, chat, session, context, closedAt));
            }
        }

        var memory = state.Chat with { Frozen = [.. all.Where(u => frozen.Contains(u.Id)).Select(u => u.Id).Union(state.Chat.Frozen)], HasOpen = endsAt is not null || chat.Broken > 0 };
        var known = waitsThrough is null ? state : state with { Stage = MessageStage.FoundLate, LastAt = waitsThrough };
        return (new MappedMessage(known with { Chat = memory }, operations), endsAt);
    }

    private static IEnumerable<MappedOperation> Operations(ApiTicket ticket, ApiMessage message, ApiChat chat, ChatSession session, TicketContext context, DateTimeOffset closedAt)
    {
        var first = IdOf(session.Sent[0]);
        var channel = ApiCodes.ChannelOf(message.Method)!;
        var form = new OperationForm(channel, ticket.TicketId, message.MessageId, $"re-{message.MessageId}-{first}");
        yield return form.Write(OperationType.ChatOpened, $"{first}-opened", session.Sent[0].SentAt, null, Evidence.Inferred);
        foreach (var sent in session.Sent)
        {
            var @operator = context.Ladder.OfUtterance(sent, context.AssigneeAt(sent.SentAt, ticket.Assignee));
            yield return form.Write(OperationType.ChatMessageSent, $"{IdOf(sent)}-message", sent.SentAt, @operator, null);
        }

        yield return form.Write(OperationType.ChatClosed, $"{first}-closed", session.Sent[^1].SentAt, null, Evidence.Inferred, json =>
        {
            json.WriteString("subject", message.Title);
            OperationForm.WriteTime(json, "counts_from", closedAt);
            json.WriteStartArray("bubbles");
            foreach (var bubble in session.Bubbles)
            {
                json.WriteStartObject();
                OperationForm.WriteTime(json, "at", bubble.SentAt);
                if (bubble.Speaker is not null)
                {
                    json.WriteString("author", bubble.Speaker);
                }

                json.WriteString("text", bubble.Text);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            if (channel.VisitorKeyed && chat.VisitorEmail is { } email)
            {
                json.WriteStartObject("visitor");
                json.WriteStartArray("emails");
                json.WriteStringValue(email);
                json.WriteEndArray();
                json.WriteEndObject();
            }
        });
    }

    /// <summary>Fits into an operation's id.</summary>
    private static string IdOf(ApiUtterance utterance) => utterance.Id.Length <= LongestUtteranceId
        ? utterance.Id
        : Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(utterance.Id)))[..32];
}
