using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Relation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>
/// Reads one tenant for as long as there is something to do: scans that are due, then tickets that changed, users, sweeps,
/// back-fills. Has no timers of its own; whoever runs it holds the tenant's lease and comes again when it says.
/// </summary>
internal sealed class TenantRound(
    Store store,
    TenantSessions sessions,
    TenantFaults faults,
    ScanBox scan,
    SweepBox sweep,
    ReadTicket readTicket,
    ReadUsers readUsers,
    ProbeTenant probe,
    SearchBackfill backfill,
    TimeProvider clock)
{
    private const int SweepsPerMinute = 10;
    private const int BackfillsPerMinute = 20;

    /// <summary>Back-fills leave so many requests of a window to what may still come.</summary>
    private const int LeftToOthers = 10;

    /// <summary>A box that didn't change for so long is idle.</summary>
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(30);

    /// <summary>A pause that is longer is waited for outside.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan NothingToDo = TimeSpan.FromSeconds(15);

    /// <summary>Works until nothing is due, the limit makes it wait, or it is time.</summary>
    /// <param name="until">By our clock; what is under way then is finished.</param>
    /// <returns>When to come again, by our clock; null: the tenant isn't read at all.</returns>
    public async Task<DateTimeOffset?> RunAsync(string subdomain, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (await sessions.OpenAsync(subdomain, cancellationToken) is not { } session)
        {
            return null;
        }

        while (true)
        {
            if (session.Rate.NextAt(session.Now) is var next && next - session.Now > ShortWait)
            {
                return session.Ours(next);
            }

            var (work, boxes) = await NextAsync(session, cancellationToken);
            if (work is null)
            {
                return await DueAsync(session, boxes, cancellationToken);
            }

            if (await work.Run(cancellationToken) is { } fault)
            {
                await faults.TakeAsync(session, work.Box, fault, cancellationToken);
            }

            if (clock.GetUtcNow() >= until)
            {
                return clock.GetUtcNow();
            }
        }
    }

    /// <summary>The boxes of a tenant whose inboxes are read from the API and have a connection.</summary>
    public static async Task<List<PolledBox>> BoxesAsync(RelationSyncDb db, string subdomain, CancellationToken cancellationToken)
    {
        var rows = await (
            from box in db.RelationBoxes.AsNoTracking()
            join inbox in db.Inboxes.AsNoTracking() on box.InboxId equals inbox.Id
            from backfill in db.RelationBackfills.AsNoTracking().Where(b => b.InboxId == box.InboxId && b.FinishedAt == null && !b.IsPaused).DefaultIfEmpty()
            where box.Subdomain == subdomain && inbox.SyncFrom != null
            orderby box.InboxId
            select new { Box = box, inbox.SyncFrom, inbox.TimeZone, inbox.Sources, Backfill = backfill }).ToListAsync(cancellationToken);
        return [.. rows.Where(r => r.Sources.ReadsApi).Select(r => new PolledBox(r.Box, r.SyncFrom!.Value, r.TimeZone, r.Backfill))];
    }

    /// <summary>What is to be done next, and the tenant's boxes as they are.</summary>
    private async Task<(Work? Work, List<PolledBox> Boxes)> NextAsync(TenantSession session, CancellationToken cancellationToken)
    {
        var now = session.Now;
        var (tenant, boxes, waiting) = await store.ReadAsync(
            async (db, token) => (
                await db.RelationTenants.AsNoTracking().SingleOrDefaultAsync(t => t.Subdomain == session.Subdomain, token),
                await BoxesAsync(db, session.Subdomain, token),
                await DirtyTickets.FindAnyAsync(db, session.Subdomain, now, token)),
            cancellationToken);
        var readable = boxes.FindAll(b => b.IsReadable(now));
        return (tenant is null || readable.Count == 0 ? null : await NextAsync(session, tenant, readable, waiting, now, cancellationToken), boxes);
    }

    private async Task<Work?> NextAsync(
        TenantSession session, RelationTenant tenant, List<PolledBox> readable, (bool IsAny, bool IsLook) waiting, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (tenant.State == RelationTenantState.TokenRefused || tenant.BoxesReadAt is null || now - tenant.BoxesReadAt > ReadUsers.Interval)
        {
            return new Work(null, async token => (await readUsers.BoxesAsync(session, token)).Fault);
        }

        if (tenant.UsersReadAt is null)
        {
            return new Work(null, token => readUsers.RunAsync(session, token));
        }

        return Scan(session, readable, now)
            ?? (waiting.IsAny ? await TicketAsync(session, readable, waiting.IsLook, now, cancellationToken) : null)
            ?? Occasional(session, tenant, readable, now)
            ?? Sweep(session, readable, now)
            ?? await BackfillAsync(session, readable, now, cancellationToken);
    }

    private Work? Scan(TenantSession session, List<PolledBox> boxes, DateTimeOffset now)
    {
        var due = boxes.Where(b => b.Box.NextScanAt is null || b.Box.NextScanAt <= now).MinBy(b => b.Box.NextScanAt ?? DateTimeOffset.MinValue);
        if (due is null)
        {
            return null;
        }

        var isIdle = due.Box.ChangedAt is null || now - due.Box.ChangedAt > Idle;
        var period = ScanPeriod.Of(boxes.Sum(b => b.Box.Pages), session.ReadsPerMinute, session.Rate.Available, isIdle);
        ScanTurn turn = new(period, [.. boxes.Where(b => b != due).Select(b => b.Box.NextScanAt ?? now)]);
        return new Work(due, token => scan.RunAsync(session, due, turn, token));
    }

    private async Task<Work?> TicketAsync(TenantSession session, List<PolledBox> boxes, bool isLook, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (isLook)
        {
            await store.WriteAsync((db, token) => DirtyTickets.MarkLooksAsync(db, session.Subdomain, now, token), WriteGuard.Rows, cancellationToken);
        }

        var ids = boxes.ConvertAll(b => b.BoxId);
        var (onTime, late) = await store.ReadAsync((db, token) => DirtyTickets.NextAsync(db, session.Subdomain, ids, now, token), cancellationToken);
        return session.Order.Next(onTime, late) is { } dirty && boxes.Find(b => b.BoxId == dirty.BoxId) is { } box
            ? new Work(box, token => readTicket.RunAsync(session, box, dirty, token))
            : null;
    }

    private Work? Occasional(TenantSession session, RelationTenant tenant, List<PolledBox> boxes, DateTimeOffset now)
    {
        if (now - tenant.UsersReadAt > ReadUsers.Interval)
        {
            return new Work(null, token => readUsers.RunAsync(session, token));
        }

        return tenant.ProbedAt is null || now - tenant.ProbedAt > ProbeTenant.Interval
            ? new Work(null, token => probe.RunAsync(session, boxes[0].BoxId, token))
            : null;
    }

    private Work? Sweep(TenantSession session, List<PolledBox> boxes, DateTimeOffset now)
    {
        var started = boxes.Where(b => b.Box.StartedAt is not null).ToList();
        if (session.HasRoom(RelationLane.Sweep, SweepsPerMinute)
            && started.Where(b => (b.Box.NextSweepAt ?? b.Box.StartedAt + SweepBox.Interval) <= now).MinBy(b => b.Box.NextSweepAt ?? DateTimeOffset.MinValue) is { } due)
        {
            return new Work(due, token => sweep.SweepAsync(session, due, token));
        }

        return session.HasRoom(RelationLane.Deep, SweepsPerMinute) && started.Find(b => b.Box.DeepFrom is not null || SweepBox.IsDeepTime(b, now)) is { } deep
            ? new Work(deep, token => sweep.DeepAsync(session, deep, token))
            : null;
    }

    private async Task<Work?> BackfillAsync(TenantSession session, List<PolledBox> boxes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var open = boxes.FindAll(b => b.Backfill is not null);
        if (open.Count == 0 || !session.HasRoom(RelationLane.Backfill, BackfillsPerMinute) || session.Rate.Left(now) < LeftToOthers)
        {
            return null;
        }

        var ids = open.ConvertAll(b => b.BoxId);
        if (await store.ReadAsync((db, token) => DirtyTickets.NextOfBackfillAsync(db, session.Subdomain, ids, now, token), cancellationToken) is { } dirty)
        {
            var box = open.Find(b => b.BoxId == dirty.BoxId)!;
            return new Work(box, token =>
            {
                session.Used(RelationLane.Backfill);
                return readTicket.RunAsync(session, box, dirty, token);
            });
        }

        if (open.Find(b => b.Backfill!.NextDay < b.Backfill.Until) is { } next)
        {
            return new Work(next, token => backfill.RunAsync(session, next, token));
        }

        foreach (var done in open)
        {
            await backfill.FinishAsync(done, now, cancellationToken);
        }

        return null;
    }

    /// <summary>When something is due next, by our clock.</summary>
    private async Task<DateTimeOffset?> DueAsync(TenantSession session, List<PolledBox> boxes, CancellationToken cancellationToken)
    {
        var now = session.Now;
        var ticket = await store.ReadAsync((db, token) => DirtyTickets.NextDueAsync(db, session.Subdomain, token), cancellationToken);
        var next = now + NothingToDo;
        foreach (var at in boxes.Select(b => b.IsReadable(now) ? b.Box.NextScanAt : null).Append(ticket))
        {
            next = at < next ? at.Value : next;
        }

        return session.Ours(next > now ? next : now + ShortWait);
    }

    /// <summary>One piece of work.</summary>
    /// <param name="Box">Whose it is; null: the tenant's.</param>
    /// <param name="Run">Null: done; else what the tenant or box refused.</param>
    private sealed record Work(PolledBox? Box, Func<CancellationToken, Task<ApiAnswer?>> Run);
}
