using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Relation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>An inbox's source with the figures of its reading.</summary>
internal sealed class GetSource(Store store, TimeProvider time)
{
    private const int MostListed = 50;
    private static readonly TimeSpan Listed = TimeSpan.FromDays(30);
    private static readonly TimeSpan ChangesOf = TimeSpan.FromMinutes(10);

    /// <summary>Null: there is no such inbox.</summary>
    public Task<SourceView?> RunAsync(long inboxId, CancellationToken cancellationToken) => store.ReadAsync(
        async (db, token) =>
        {
            if (await db.Inboxes.AsNoTracking().SingleOrDefaultAsync(i => i.Id == inboxId, token) is not { } inbox)
            {
                return null;
            }

            var connected = await db.Connections.AnyAsync(c => c.InboxId == inboxId, token);
            var box = await db.RelationBoxes.AsNoTracking().SingleOrDefaultAsync(b => b.InboxId == inboxId, token);
            var tenant = box is null ? null : await db.RelationTenants.AsNoTracking().SingleOrDefaultAsync(t => t.Subdomain == box.Subdomain, token);
            return box is null || tenant is null
                ? new SourceView(inbox.Sources, connected, inbox.SyncFrom, null, null)
                : new SourceView(inbox.Sources, connected, inbox.SyncFrom, await ReadingAsync(db, tenant, box, token), await BackfillAsync(db, tenant, box, token));
        },
        cancellationToken);

    private async Task<SourceReading> ReadingAsync(RelationSyncDb db, RelationTenant tenant, RelationBox box, CancellationToken cancellationToken)
    {
        var offset = TimeSpan.FromTicks(tenant.ClockOffsetTicks);
        var now = time.GetUtcNow() + offset;
        var tickets = db.RelationTickets.AsNoTracking().Where(t => t.Subdomain == box.Subdomain && t.BoxId == box.BoxId);
        var waiting = tickets.Where(t => t.DirtySince != null && t.Lane != RelationLane.Backfill);
        var (lateBefore, unreadableBefore, listedFrom) = (ReadingOrder.LateBefore(now), now - RetryDelays.Unreadable, now - Listed);
        var messages = db.RelationMessages.AsNoTracking().Where(m => m.Subdomain == box.Subdomain && m.BoxId == box.BoxId && m.SeenAt >= listedFrom);
        var found = messages.Where(m => m.Stage == MessageStage.FoundLate);
        var automatic = messages.Where(m => m.Stage == MessageStage.Automatic);
        var ofTenant = db.RelationTickets.Where(t => t.Subdomain == box.Subdomain && t.DirtySince != null && t.Lane != RelationLane.Backfill);
        var budget = await BudgetAsync(db, tenant, now, cancellationToken);
        var actions = await messages.Where(m => m.Stage == MessageStage.Seen).GroupBy(m => m.Action).Select(g => new { g.Key, Count = g.Count() }).ToListAsync(cancellationToken);
        return new SourceReading(
            box.Subdomain,
            box.BoxId,
            box.Name,
            box.DefaultOperator,
            BoxRules.Read(box.Rules),
            tenant.State,
            tenant.StateSince - offset,
            box.Fault,
            offset,
            box.CompleteThrough - offset,
            now - box.CompleteThrough,
            await waiting.CountAsync(cancellationToken),
            await waiting.CountAsync(t => t.DirtySince < lateBefore, cancellationToken),
            await ListAsync(found, offset, cancellationToken),
            await found.CountAsync(cancellationToken),
            await messages.Where(m => m.Stage == MessageStage.Held).GroupBy(m => m.Method).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken),
            actions.Where(a => !ApiCodes.IsKnownAction(a.Key)).Sum(a => a.Count),
            [.. (await tickets.Where(t => t.DirtySince != null && t.FailingSince < unreadableBefore).OrderBy(t => t.FailingSince).Take(MostListed).ToListAsync(cancellationToken)).Select(t => new UnreadableTicket(t.TicketId, t.FailingSince!.Value - offset, t.Attempts))],
            await ListAsync(automatic, offset, cancellationToken),
            await automatic.CountAsync(cancellationToken),
            tenant.PromisingMembers.Split(' ', StringSplitOptions.RemoveEmptyEntries),
            budget)
        {
            PartlyUnreadable = await PartlyUnreadable(db, box).CountAsync(cancellationToken),
            CatchingUp = CatchingUp.Of(await ofTenant.CountAsync(cancellationToken), await ofTenant.CountAsync(t => t.DirtySince < lateBefore, cancellationToken), budget),
            PausedAt = box.StoppedAt,
        };
    }

    private static async Task<IReadOnlyList<WaitingMessage>> ListAsync(IQueryable<RelationMessage> messages, TimeSpan offset, CancellationToken cancellationToken) =>
        [.. (await messages.OrderByDescending(m => m.SeenAt).Take(MostListed).ToListAsync(cancellationToken))
            .Select(m => new WaitingMessage(m.MessageId, m.TicketId, m.Method, m.SentAt - offset, m.SeenAt - offset))];

    /// <summary>What is looked at again without a message whose channel or state is unknown has one that can't be read.</summary>
    private static IQueryable<RelationTicket> PartlyUnreadable(RelationSyncDb db, RelationBox box) => db.RelationTickets.Where(t =>
        t.Subdomain == box.Subdomain && t.BoxId == box.BoxId && t.LookAgainAt != null && t.Looks > 0
        && !db.RelationMessages.Any(m => m.Subdomain == t.Subdomain && m.BoxId == t.BoxId && m.TicketId == t.TicketId
            && (m.Stage == MessageStage.Held || (m.Stage == MessageStage.Seen && !ApiCodes.KnownActions.Contains(m.Action)))));

    private static async Task<BudgetSum> BudgetAsync(RelationSyncDb db, RelationTenant tenant, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var boxes = await TenantRound.BoxesAsync(db, tenant.Subdomain, cancellationToken);
        // What changed, read or not: what is read alone can't be more than the limit. What an outage left changed before, and is caught up with.
        var from = now - ChangesOf;
        var changed = await db.RelationTickets.CountAsync(
            t => t.Subdomain == tenant.Subdomain && t.Lane != RelationLane.Backfill && (t.ExpectedFrom == null || t.ExpectedFrom >= from) && (t.ReadAt >= from || t.DirtySince >= from),
            cancellationToken);
        var limit = tenant.Limit > 0 ? tenant.Limit : RateBudget.UsualLimit;
        var (pages, period) = (boxes.Sum(b => b.Box.Pages), boxes.Count == 0 ? 60 : Math.Max(60, boxes.Max(b => b.Box.PeriodSeconds)));
        return new BudgetSum(
            limit,
            tenant.Remaining is null ? null : tenant.ResetAt > now ? tenant.Remaining : limit,
            Math.Clamp(tenant.OthersPerMinute + 5, RateBudget.LeastReserve, RateBudget.MostReserve),
            tenant.OthersPerMinute,
            boxes.Count,
            pages,
            period,
            pages * 60.0 / period,
            changed / ChangesOf.TotalMinutes);
    }

    private static async Task<BackfillView?> BackfillAsync(RelationSyncDb db, RelationTenant tenant, RelationBox box, CancellationToken cancellationToken)
    {
        if (await db.RelationBackfills.AsNoTracking().SingleOrDefaultAsync(b => b.InboxId == box.InboxId, cancellationToken) is not { } row)
        {
            return null;
        }

        var waiting = await db.RelationTickets.CountAsync(t => t.Subdomain == tenant.Subdomain && t.BoxId == box.BoxId && t.DirtySince != null && t.Lane == RelationLane.Backfill, cancellationToken);
        return new BackfillView(row.From, row.Until, row.NextDay, row.Found, waiting, row.IsPaused, row.StartedAt, row.FinishedAt);
    }
}
