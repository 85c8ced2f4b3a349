using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Common;
using RelationSync.Domain.Relation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>
/// The fast lane: searches a box's window and commits what changed together with the mark up to which everything was seen.
/// </summary>
internal sealed class ScanBox(Store store, TicketSearch search)
{
    private const int MostPagesOfAFlood = 400;
    private const int MostPagesOfSchedules = 40;

    /// <summary>Null: done; else what went wrong, with nothing changed but that what was found is to be read.</summary>
    public async Task<ApiAnswer?> RunAsync(TenantSession session, PolledBox box, ScanTurn turn, CancellationToken cancellationToken)
    {
        var now = session.Now;
        var isFirst = box.Box.StartedAt is null;
        var connected = Instants.Earlier(box.SyncFrom, now);
        var from = Instants.Later(box.Box.CompleteThrough ?? connected, connected);
        var window = ScanWindow.Of(now, from);
        var result = await SearchAsync(session, box, window, ScanWindow.MostPages, cancellationToken);
        while (result.IsTooLarge && window.Cut() is { } part)
        {
            window = part;
            result = await SearchAsync(session, box, window, ScanWindow.MostPages, cancellationToken);
        }

        if (result.IsTooLarge)
        {
            result = await SearchAsync(session, box, window, MostPagesOfAFlood, cancellationToken);
        }

        // What waits for its time was pressed before the connection: seen now, its dispatch will be known as one (R-T2, R-T13).
        var schedules = isFirst && result.Fault is null
            ? await search.RunAsync(session, box.BoxId, new TicketQuery(null, Action: ApiCodes.Scheduled), MostPagesOfSchedules, cancellationToken)
            : null;
        var fault = result.Fault ?? schedules?.Fault;
        await store.WriteAsync(
            async (db, token) =>
            {
                if (await FindAsync(db, box, token) is not { } row)
                {
                    return;
                }

                var started = row.StartedAt ?? from;
                var marked = await DirtyTickets.MarkAsync(db, box, result.Found, RelationLane.Scan, started, box.Box.CompleteThrough, now, token);
                await db.SaveChangesAsync(token);
                marked += schedules is null ? 0 : await DirtyTickets.MarkAsync(db, box, schedules.Found, RelationLane.Scan, null, box.Box.CompleteThrough, now, token);
                row.ChangedAt = marked > 0 ? now : row.ChangedAt;
                if (window.Until is null)
                {
                    await VanishedTickets.MarkAsync(db, session, box, result, window.Since, RelationLane.Scan, now, token);
                }

                if (fault is null)
                {
                    Complete(row, window, started, now, turn, result.Pages);
                }

                if (await db.RelationTenants.SingleOrDefaultAsync(t => t.Subdomain == session.Subdomain, token) is { } tenant)
                {
                    session.SaveTo(tenant);
                    if (fault is null)
                    {
                        TenantFaults.Heal(tenant);
                    }
                }
            },
            WriteGuard.Rows,
            cancellationToken);
        return fault;
    }

    private static void Complete(RelationBox row, ScanWindow window, DateTimeOffset started, DateTimeOffset now, ScanTurn turn, int pages)
    {
        if (row.CompleteThrough is { } before && now - before > ScanWindow.Longest)
        {
            // What the window doesn't reach is for the deep sweep, at once.
            row.DeepFrom = before - ScanWindow.Overlap;
        }

        row.StartedAt = started;
        row.CompleteThrough = row.CompleteThrough is { } through ? Instants.Later(through, window.CompleteThrough) : window.CompleteThrough;
        row.NextScanAt = window.Until is null ? turn.NextAfter(now) : now;
        (row.PeriodSeconds, row.Pages) = ((int)turn.Period.TotalSeconds, pages);
        (row.Fault, row.FaultUntil, row.RefusedScans) = (RelationBoxFault.None, null, 0);
    }

    private Task<SearchResult> SearchAsync(TenantSession session, PolledBox box, ScanWindow window, int mostPages, CancellationToken cancellationToken) => search.RunAsync(
        session, box.BoxId, new TicketQuery(window.Since, window.Until, ByUpdate: session.SearchesByUpdate && window.Until is null), mostPages, cancellationToken);

    /// <summary>The row as it is now; null: the inbox is read from another box meanwhile, or none.</summary>
    public static Task<RelationBox?> FindAsync(RelationSyncDb db, PolledBox box, CancellationToken cancellationToken) => db.RelationBoxes.SingleOrDefaultAsync(
        b => b.InboxId == box.InboxId && b.Subdomain == box.Box.Subdomain && b.BoxId == box.BoxId, cancellationToken);
}
