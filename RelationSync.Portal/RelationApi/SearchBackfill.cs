using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Common;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>Searches an approved range day by day, oldest first, with a checkpoint after each (R-T14).</summary>
internal sealed class SearchBackfill(Store store, TicketSearch search)
{
    private const int MostPages = 200;

    /// <summary>One day; the next is searched when its tickets are read.</summary>
    public async Task<ApiAnswer?> RunAsync(TenantSession session, PolledBox box, CancellationToken cancellationToken)
    {
        var range = box.Backfill!;
        var until = Instants.Earlier(range.NextDay.AddDays(1), range.Until);
        var result = await search.RunAsync(session, box.BoxId, new TicketQuery(range.NextDay, until), MostPages, cancellationToken);
        var now = session.Now;
        for (var i = 0; i < result.Pages; i++)
        {
            session.Used(RelationLane.Backfill);
        }

        if (result.Fault is not null)
        {
            return result.Fault;
        }

        await store.WriteAsync(
            async (db, token) =>
            {
                if (await db.RelationBackfills.SingleOrDefaultAsync(b => b.InboxId == box.InboxId, token) is not { } row || row.NextDay != range.NextDay || row.StartedAt != range.StartedAt)
                {
                    return;
                }

                row.Found += await MarkAsync(db, box, result.Found.Keys, now, token);
                row.NextDay = until;
            },
            WriteGuard.Rows,
            cancellationToken);
        return null;
    }

    /// <summary>All is searched and read.</summary>
    public Task FinishAsync(PolledBox box, DateTimeOffset now, CancellationToken cancellationToken) => store.WriteAsync(
        (db, token) => db.RelationBackfills.Where(b => b.InboxId == box.InboxId && b.StartedAt == box.Backfill!.StartedAt)
            .ExecuteUpdateAsync(s => s.SetProperty(b => b.FinishedAt, now), token),
        WriteGuard.Rows,
        cancellationToken);

    /// <summary>Every ticket of the day is read, also one that is known.</summary>
    private static async Task<int> MarkAsync(RelationSyncDb db, PolledBox box, IEnumerable<long> ids, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var marked = 0;
        foreach (var some in ids.Chunk(500))
        {
            var known = await db.RelationTickets.Where(t => t.Subdomain == box.Box.Subdomain && t.BoxId == box.BoxId && some.Contains(t.TicketId))
                .ToDictionaryAsync(t => t.TicketId, cancellationToken);
            foreach (var id in some)
            {
                if (!known.TryGetValue(id, out var ticket))
                {
                    db.RelationTickets.Add(ticket = new RelationTicket { Subdomain = box.Box.Subdomain, BoxId = box.BoxId, TicketId = id });
                }

                // One that waits for another reason is read all the same, and sooner.
                if (ticket.DirtySince is null)
                {
                    (ticket.DirtySince, ticket.Lane) = (now, RelationLane.Backfill);
                    marked++;
                }
            }
        }

        return marked;
    }
}
