using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Relation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>
/// Tickets that a complete search should have found: a send or schedule that was taken back leaves no time to be found by
/// where its ticket has no other message (R-T4, R-T6). Times are Re:lation's.
/// </summary>
internal static class VanishedTickets
{
    /// <summary>A message may be seen as a draft so long before it is sent.</summary>
    private static readonly TimeSpan LongestDraft = TimeSpan.FromDays(1);

    /// <summary>Marks them to be read, a few at a time and only if there are reads to spare.</summary>
    /// <param name="since">The beginning of what was searched, up to now.</param>
    public static async Task MarkAsync(
        RelationSyncDb db,
        TenantSession session,
        PolledBox box,
        SearchResult result,
        DateTimeOffset since,
        RelationLane lane,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        // A search by update finds what was taken back.
        if (result.Fault is not null || result.IsTooLarge || session.SearchesByUpdate || !session.HasReadsToSpare)
        {
            return;
        }

        var (sentFrom, seenFrom) = (since + VanishedLook.Margin, since - LongestDraft);
        var expected = await (
            from message in db.RelationMessages
            join ticket in db.RelationTickets
                on new { message.Subdomain, message.BoxId, message.TicketId } equals new { ticket.Subdomain, ticket.BoxId, ticket.TicketId }
            where message.Subdomain == box.Box.Subdomain && message.BoxId == box.BoxId
                // Not by the sent time of a send: a draft whose state was unreadable for a while has none.
                && ((message.Stage == MessageStage.Sent && message.SeenAt >= seenFrom && message.LastAt >= sentFrom)
                    || (message.Stage == MessageStage.Scheduled && (message.SentAt == null || message.SentAt >= sentFrom)))
                && ticket.DirtySince == null && ticket.GoneAt == null && ticket.ReadAt != null
            select new { ticket.TicketId, message.UpdatedAt, ReadAt = ticket.ReadAt!.Value }).ToListAsync(cancellationToken);
        var due = expected
            .Where(e => !result.Found.ContainsKey(e.TicketId) && VanishedLook.IsDue(e.UpdatedAt, e.ReadAt, now))
            .OrderBy(e => e.ReadAt)
            .Select(e => e.TicketId)
            .Distinct()
            .Take(VanishedLook.MostAtOnce)
            .ToList();
        if (due.Count > 0)
        {
            var tickets = db.RelationTickets.Where(t => t.Subdomain == box.Box.Subdomain && t.BoxId == box.BoxId && due.Contains(t.TicketId));
            (await tickets.ToListAsync(cancellationToken)).ForEach(t => DirtyTickets.Mark(t, lane, null, now));
        }
    }
}
