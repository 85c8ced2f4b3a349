using RelationSync.Domain.Relation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>
/// The slow lanes: a sweep of three days for what the fast lane's window doesn't show, and a nightly one of 35 days, day by
/// day, whose finds tell how well the fast lane sees.
/// </summary>
internal sealed class SweepBox(Store store, TicketSearch search)
{
    public static readonly TimeSpan Window = TimeSpan.FromHours(72);
    public static readonly TimeSpan Interval = TimeSpan.FromMinutes(15);
    public static readonly TimeSpan IntervalByUpdate = TimeSpan.FromHours(1);
    public static readonly TimeSpan DeepWindow = TimeSpan.FromDays(35);
    public static readonly TimeSpan DeepInterval = TimeSpan.FromHours(20);

    private const int MostPages = 200;
    private const int FirstHour = 1;
    private const int LastHour = 5;

    /// <summary>True at night in the inbox's time zone, once a night.</summary>
    public static bool IsDeepTime(PolledBox box, DateTimeOffset now)
    {
        var hour = TimeZoneInfo.TryFindSystemTimeZoneById(box.TimeZone, out var zone) ? TimeZoneInfo.ConvertTime(now, zone).Hour : now.Hour;
        return hour is >= FirstHour and < LastHour && !(now - box.Box.DeepAt < DeepInterval);
    }

    public async Task<ApiAnswer?> SweepAsync(TenantSession session, PolledBox box, CancellationToken cancellationToken)
    {
        var now = session.Now;
        var result = await search.RunAsync(session, box.BoxId, new TicketQuery(now - Window, ByUpdate: session.SearchesByUpdate), MostPages, cancellationToken);
        return await SaveAsync(
            session,
            box,
            result,
            RelationLane.Sweep,
            box.Box.CompleteThrough,
            now,
            async (db, row, token) =>
            {
                row.NextSweepAt = now + (session.SearchesByUpdate ? IntervalByUpdate : Interval);
                await VanishedTickets.MarkAsync(db, session, box, result, now - Window, RelationLane.Sweep, now, token);
            },
            cancellationToken);
    }

    /// <summary>One day of the deep sweep.</summary>
    public async Task<ApiAnswer?> DeepAsync(TenantSession session, PolledBox box, CancellationToken cancellationToken)
    {
        var now = session.Now;
        var from = box.Box.DeepFrom ?? now - DeepWindow;
        var until = from.AddDays(1);
        var result = await search.RunAsync(session, box.BoxId, new TicketQuery(from, until), MostPages, cancellationToken);
        return await SaveAsync(
            session,
            box,
            result,
            RelationLane.Deep,
            box.Box.DeepFrom is not null && !WasDeepLately(box, now) ? from : box.Box.CompleteThrough,
            now,
            (_, row, _) =>
            {
                row.DeepAt = box.Box.DeepFrom is null ? now : row.DeepAt;
                row.DeepFrom = until < now ? until : null;
                return Task.CompletedTask;
            },
            cancellationToken);
    }

    /// <summary>False if the day that comes next isn't a night's work but what an outage left: no scan should have shown it.</summary>
    private static bool WasDeepLately(PolledBox box, DateTimeOffset now) => now - box.Box.DeepAt < ScanWindow.Longest;

    private async Task<ApiAnswer?> SaveAsync(
        TenantSession session,
        PolledBox box,
        SearchResult result,
        RelationLane lane,
        DateTimeOffset? expectedFrom,
        DateTimeOffset now,
        Func<RelationSyncDb, RelationBox, CancellationToken, Task> done,
        CancellationToken cancellationToken)
    {
        for (var i = 0; i < result.Pages; i++)
        {
            session.Used(lane);
        }

        await store.WriteAsync(
            async (db, token) =>
            {
                if (await ScanBox.FindAsync(db, box, token) is not { } row)
                {
                    return;
                }

                await DirtyTickets.MarkAsync(db, box, result.Found, lane, row.StartedAt, expectedFrom, now, token);
                if (result.Fault is null)
                {
                    await done(db, row, token);
                }
            },
            WriteGuard.Rows,
            cancellationToken);
        return result.Fault;
    }
}
