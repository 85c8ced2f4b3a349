using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Retention;

/// <summary>Deletes what the reader of Re:lation's API remembers of tickets and messages that are over for long.</summary>
internal static class ReaderErasure
{
    /// <summary>At most so many of each; returns how many.</summary>
    public static async Task<int> RunAsync(RelationSyncDb db, DateTimeOffset now, int most, CancellationToken cancellationToken)
    {
        var before = now - RelationMessage.Kept;
        var messages = await db.RelationMessages.Where(m => m.UpdatedAt < before && m.SeenAt < before).OrderBy(m => m.UpdatedAt).Take(most).ExecuteDeleteAsync(cancellationToken);
        var tickets = await db.RelationTickets
            .Where(t => t.DirtySince == null && t.LookAgainAt == null && (t.ReadAt < before || (t.ReadAt == null && t.GoneAt < before)))
            .OrderBy(t => t.TicketId)
            .Take(most)
            .ExecuteDeleteAsync(cancellationToken);
        return Math.Max(messages, tickets);
    }
}
