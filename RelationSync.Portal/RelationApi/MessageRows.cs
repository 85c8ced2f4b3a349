using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Relation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>What the store remembers of messages.</summary>
internal static class MessageRows
{
    /// <summary>The rows of these messages. A message that is known from another box was moved, or boxes count each for itself.</summary>
    /// <param name="moved">What the former box no longer shows; null: it wasn't asked.</param>
    /// <returns>In doubt are those for which it has to be asked: the rows aren't to be used then.</returns>
    public static async Task<(Dictionary<long, RelationMessage> Rows, IReadOnlyList<RelationMessage> InDoubt)> ReadAsync(
        RelationSyncDb db, RelationTenant tenant, PolledBox box, ApiTicket ticket, IReadOnlySet<long>? moved, CancellationToken cancellationToken)
    {
        var rows = await FindAsync(db, tenant, box, ticket, cancellationToken);
        var others = tenant.HasIdsPerBox ? [] : ticket.Messages
            .Where(m => rows.TryGetValue(m.MessageId, out var row) && row.BoxId != box.BoxId && !TicketMapper.IsSame(ToState(row), m) && moved?.Contains(m.MessageId) != true)
            .ToList();
        if (moved is null && others.Count > 0 && others.TrueForAll(m => TicketMapper.MayBeSame(ToState(rows[m.MessageId]), m)))
        {
            return (rows, others.ConvertAll(m => rows[m.MessageId]));
        }

        if (others.Count > 0)
        {
            tenant.HasIdsPerBox = true;
            await db.SaveChangesAsync(cancellationToken);
            await db.RelationMessages.Where(m => m.Subdomain == tenant.Subdomain && m.Scope == 0)
                .ExecuteUpdateAsync(s => s.SetProperty(m => m.Scope, m => m.BoxId), cancellationToken);
            foreach (var row in rows.Values)
            {
                db.Entry(row).State = EntityState.Detached;
            }

            rows = await FindAsync(db, tenant, box, ticket, cancellationToken);
        }

        return (rows, []);
    }

    public static MessageState ToState(RelationMessage row) => new(
        row.MessageId,
        row.Method,
        row.Action,
        row.SentAt,
        row.UpdatedAt,
        row.Fingerprint,
        row.Stage,
        row.Generation,
        row.LastAt,
        row.IsWanted,
        new ChatState(row.ChatTaken.Split(' ', StringSplitOptions.RemoveEmptyEntries), row.ChatIsOpen, row.ChatPage));

    /// <summary>Stores a state; a row that isn't there yet is made.</summary>
    public static void Save(RelationSyncDb db, RelationTenant tenant, PolledBox box, long ticketId, MessageState state, RelationMessage? row, DateTimeOffset now)
    {
        if (row is null)
        {
            row = new RelationMessage
            {
                Subdomain = tenant.Subdomain,
                Scope = tenant.HasIdsPerBox ? box.BoxId : 0,
                MessageId = state.MessageId,
                Method = state.Method,
                Action = state.Action,
                Fingerprint = state.Fingerprint,
                SeenAt = now,
            };
            db.RelationMessages.Add(row);
        }

        (row.BoxId, row.TicketId, row.Method, row.Action, row.SentAt, row.UpdatedAt) = (box.BoxId, ticketId, state.Method, state.Action, state.SentAt, state.LastUpdatedAt);
        row.Fingerprint = state.Fingerprint;
        (row.Stage, row.Generation, row.LastAt) = (state.Stage, state.Generation, state.LastAt);
        (row.ChatTaken, row.ChatIsOpen, row.ChatPage) = (string.Join(' ', state.Chat.Frozen), state.Chat.HasOpen, state.Chat.FirstPage);
    }

    private static Task<Dictionary<long, RelationMessage>> FindAsync(
        RelationSyncDb db, RelationTenant tenant, PolledBox box, ApiTicket ticket, CancellationToken cancellationToken)
    {
        var ids = ticket.Messages.Select(m => m.MessageId).ToList();
        var scope = tenant.HasIdsPerBox ? box.BoxId : 0;
        return db.RelationMessages.Where(m => m.Subdomain == tenant.Subdomain && m.Scope == scope && ids.Contains(m.MessageId))
            .ToDictionaryAsync(m => m.MessageId, cancellationToken);
    }
}
