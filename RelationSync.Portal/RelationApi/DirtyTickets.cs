using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Relation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>The tickets that are to be read. Times are Re:lation's.</summary>
internal static class DirtyTickets
{
    private const int AtOnce = 500;

    /// <summary>
    /// Compares what a search found with what was read last: what differs in any way is to be read (R-P3). Answers how many.
    /// </summary>
    /// <param name="floor">A ticket that nobody knows and that didn't change since has nothing that counts; null: all count.</param>
    /// <param name="expectedFrom">What is older should have been seen before.</param>
    public static async Task<int> MarkAsync(
        RelationSyncDb db,
        PolledBox box,
        IReadOnlyDictionary<long, DateTimeOffset> found,
        RelationLane lane,
        DateTimeOffset? floor,
        DateTimeOffset? expectedFrom,
        DateTimeOffset now,
        CancellationToken cancellationToken)
    {
        var marked = 0;
        foreach (var ids in found.Keys.Chunk(AtOnce))
        {
            var known = await db.RelationTickets
                .Where(t => t.Subdomain == box.Box.Subdomain && t.BoxId == box.BoxId && ids.Contains(t.TicketId))
                .ToDictionaryAsync(t => t.TicketId, cancellationToken);
            foreach (var id in ids)
            {
                if (!known.TryGetValue(id, out var ticket))
                {
                    if (found[id] < floor)
                    {
                        continue;
                    }

                    ticket = new RelationTicket { Subdomain = box.Box.Subdomain, BoxId = box.BoxId, TicketId = id };
                    db.RelationTickets.Add(ticket);
                }
                else if (ticket.LastUpdatedAt == found[id] && !ticket.IsSoft && ticket.GoneAt is null)
                {
                    continue;
                }

                marked += Mark(ticket, lane, expectedFrom, now) ? 1 : 0;
            }
        }

        return marked;
    }

    /// <summary>False where it was known already.</summary>
    public static bool Mark(RelationTicket ticket, RelationLane lane, DateTimeOffset? expectedFrom, DateTimeOffset now)
    {
        if (ticket.DirtySince is not null && ticket.Lane != RelationLane.Backfill)
        {
            return false;
        }

        (ticket.DirtySince, ticket.Lane, ticket.ExpectedFrom, ticket.GoneAt) = (now, lane, expectedFrom, null);
        return true;
    }

    /// <summary>Whether any is to be read now, which most of the time none is, and whether a look at one is due.</summary>
    public static async Task<(bool IsAny, bool IsLook)> FindAnyAsync(RelationSyncDb db, string subdomain, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var most = await db.RelationTickets
            .Where(t => t.Subdomain == subdomain && (t.LookAgainAt <= now || t.DirtySince != null))
            .Select(t => t.LookAgainAt <= now ? 2 : 1)
            .OrderDescending()
            .FirstOrDefaultAsync(cancellationToken);
        return (most > 0, most > 1);
    }

    public static Task<int> MarkLooksAsync(RelationSyncDb db, string subdomain, DateTimeOffset now, CancellationToken cancellationToken) => db.RelationTickets
        .Where(t => t.Subdomain == subdomain && t.LookAgainAt <= now)
        .ExecuteUpdateAsync(
            s => s.SetProperty(t => t.DirtySince, t => t.DirtySince ?? t.LookAgainAt)
                .SetProperty(t => t.Lane, t => t.DirtySince == null || t.Lane == RelationLane.Backfill ? RelationLane.Scan : t.Lane)
                .SetProperty(t => t.ExpectedFrom, t => t.DirtySince == null ? null : t.ExpectedFrom)
                .SetProperty(t => t.LookAgainAt, (DateTimeOffset?)null),
            cancellationToken);

    /// <summary>Of each box the on-time ticket with the earliest deadline, and the oldest late one.</summary>
    public static async Task<(List<DirtyTicket> OnTime, DirtyTicket? Late)> NextAsync(
        RelationSyncDb db, string subdomain, IReadOnlyCollection<long> boxIds, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var lateBefore = ReadingOrder.LateBefore(now);
        var ready = db.RelationTickets.AsNoTracking().Where(t =>
            t.Subdomain == subdomain && boxIds.Contains(t.BoxId) && t.DirtySince != null && t.Lane != RelationLane.Backfill && (t.NotBefore == null || t.NotBefore <= now));
        var late = await ready.Where(t => t.DirtySince < lateBefore).OrderBy(t => t.DirtySince).ThenBy(t => t.TicketId).FirstOrDefaultAsync(cancellationToken);
        var onTime = await ready.Where(t => t.DirtySince >= lateBefore)
            .GroupBy(t => t.BoxId)
            .Select(g => g.OrderBy(t => t.DirtySince).ThenBy(t => t.TicketId).First())
            .ToListAsync(cancellationToken);
        return ([.. onTime.Select(ToDirty)], late is null ? null : ToDirty(late));
    }

    /// <summary>The first ticket of a back-fill that waits.</summary>
    public static async Task<DirtyTicket?> NextOfBackfillAsync(RelationSyncDb db, string subdomain, IReadOnlyCollection<long> boxIds, DateTimeOffset now, CancellationToken cancellationToken) =>
        await db.RelationTickets.AsNoTracking()
            .Where(t => t.Subdomain == subdomain && boxIds.Contains(t.BoxId) && t.DirtySince != null && t.Lane == RelationLane.Backfill && (t.NotBefore == null || t.NotBefore <= now))
            .OrderBy(t => t.DirtySince).ThenBy(t => t.TicketId).FirstOrDefaultAsync(cancellationToken) is { } next
            ? ToDirty(next)
            : null;

    /// <summary>When the first ticket that waits for something is due; null: none waits.</summary>
    public static async Task<DateTimeOffset?> NextDueAsync(RelationSyncDb db, string subdomain, CancellationToken cancellationToken)
    {
        var tickets = db.RelationTickets.Where(t => t.Subdomain == subdomain);
        var look = await tickets.Where(t => t.LookAgainAt != null).MinAsync(t => t.LookAgainAt, cancellationToken);
        var again = await tickets.Where(t => t.DirtySince != null && t.NotBefore != null).MinAsync(t => t.NotBefore, cancellationToken);
        return look is null ? again : again is null || look < again ? look : again;
    }

    private static DirtyTicket ToDirty(RelationTicket ticket) => new(ticket.BoxId, ticket.TicketId, ticket.DirtySince!.Value);
}
