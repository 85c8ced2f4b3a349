using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Relation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>Reads the conversations of a ticket's chats that changed or are still open.</summary>
internal sealed class ReadChats(Store store, ChatPages chatPages)
{
    /// <summary>By message, the conversation and the page that the next read begins with; a fault if the tenant or the box cannot be read.</summary>
    public async Task<(Dictionary<long, ApiChat> Chats, Dictionary<long, int> Pages, ApiAnswer? Fault)> RunAsync(
        TenantSession session, PolledBox box, ApiTicket ticket, CancellationToken cancellationToken)
    {
        var (chats, pages) = (new Dictionary<long, ApiChat>(), new Dictionary<long, int>());
        var all = ticket.Messages.Where(m => ApiCodes.IsChat(m.Method)).ToList();
        if (all.Count == 0)
        {
            return (chats, pages, null);
        }

        var known = await store.ReadAsync(
            async (db, token) => await db.RelationTenants.SingleOrDefaultAsync(t => t.Subdomain == session.Subdomain, token) is { } tenant
                ? (await MessageRows.ReadAsync(db, tenant, box, ticket with { Messages = all }, null, token)).Rows.ToDictionary(r => r.Key, r => MessageRows.ToState(r.Value))
                : [],
            cancellationToken);
        foreach (var message in all)
        {
            var state = known.GetValueOrDefault(message.MessageId);
            if (!TicketMapper.NeedsChat(message, state) && box.Backfill is null)
            {
                continue;
            }

            var isFromTheStart = state is null || box.Backfill is not null || state is { Stage: MessageStage.FoundLate, IsWanted: true };
            var (chat, firstPage, fault) = await chatPages.ReadAsync(
                session, box.BoxId, ticket.TicketId, message, isFromTheStart ? ChatState.Empty : state!.Chat, cancellationToken);
            if (fault is { Fault: ApiFault.NotFound })
            {
                // The rest of the ticket goes on; this is read again.
                chat = chat with { Broken = 1 };
            }
            else if (fault is not null)
            {
                return (chats, pages, fault);
            }

            (chats[message.MessageId], pages[message.MessageId]) = (chat, firstPage);
        }

        return (chats, pages, null);
    }
}
