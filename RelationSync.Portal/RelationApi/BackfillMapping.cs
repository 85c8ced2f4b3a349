using RelationSync.Domain.Relation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>What a ticket shows of an approved range before the connection (R-T14). It was noted as over when it was first seen, so it is mapped without that memory.</summary>
internal static class BackfillMapping
{
    public static IReadOnlyList<MappedOperation> Map(
        ApiTicket ticket, IReadOnlyDictionary<long, MessageState> known, IReadOnlyDictionary<long, ApiChat> chats, TicketContext context, RelationBackfill range)
    {
        // What was taken over since the connection is known by its ids as well; here it would only be ignored.
        var memory = known.Where(k => k.Value.LastAt >= range.Until && k.Value.Stage != MessageStage.FoundLate).ToDictionary(k => k.Key, k => k.Value);
        var past = context with { From = range.From, ExpectedFrom = null, EarlierAssignee = null, EarlierReadAt = null };
        return [.. TicketMapper.Map(ticket, memory, chats, past).Operations.Where(o => o.OccurredAt >= range.From && o.OccurredAt < range.Until)];
    }
}
