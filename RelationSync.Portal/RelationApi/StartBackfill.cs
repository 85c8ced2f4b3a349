using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>What a back-fill would read.</summary>
/// <param name="Requests">That it takes, at so many a minute.</param>
public sealed record BackfillPreview(DateTimeOffset From, DateTimeOffset Until, int Tickets, int Requests, TimeSpan Duration);

/// <summary>Reads a chosen range before an inbox's connection, after a preview of how much that is (R-T14).</summary>
internal sealed class StartBackfill(
    Commands<StartBackfill> commands, Store store, ISecretBox secrets, TicketSearch search, ChangeFeed changes, TimeProvider time)
{
    public const int RequestsPerMinute = 20;

    private const int MostPages = 400;

    /// <summary>Counts by the pages of the searches alone; reads no ticket.</summary>
    public async Task<Outcome<BackfillPreview>> PreviewAsync(ClaimsPrincipal user, long inboxId, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        if (await commands.AdmitAsync(user, Permission.Manage, cancellationToken) is { } denied)
        {
            return denied;
        }

        var (range, fault) = await store.ReadAsync((db, token) => RangeAsync(db, inboxId, from, until, token), cancellationToken);
        if (range is null)
        {
            return fault!.Value;
        }

        if (TenantSessions.TokenOf(secrets, range.Tenant) is not { } readable)
        {
            return CommandFault.TokenMissing;
        }

        var session = new TenantSession(range.Tenant, readable, time);
        var result = await search.RunAsync(session, range.Box.BoxId, new TicketQuery(range.From, range.Until), MostPages, cancellationToken);
        if (result.Fault is { } refused)
        {
            return ConnectTenant.FaultOf(refused);
        }

        var days = (int)Math.Ceiling((range.Until - range.From).TotalDays);
        var requests = Math.Max(days, result.Pages) + result.Found.Count;
        return new BackfillPreview(range.From, range.Until, result.Found.Count, requests, TimeSpan.FromMinutes(Math.Ceiling(requests / (double)RequestsPerMinute)));
    }

    /// <summary>Null: it is under way.</summary>
    public async Task<CommandFault?> RunAsync(ClaimsPrincipal user, long inboxId, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var fault = await commands.RunAsync(user, Permission.Manage, (db, token) => BeginAsync(db, user, inboxId, from, until, token), cancellationToken);
        changes.Publish(ChangeTopic.Inboxes, inboxId);
        return fault;
    }

    /// <summary>Stops it after the request under way, or lets it go on from its checkpoint. Null: done.</summary>
    public async Task<CommandFault?> PauseAsync(ClaimsPrincipal user, long inboxId, bool paused, CancellationToken cancellationToken)
    {
        var fault = await commands.RunAsync(user, Permission.Manage, (db, token) => PauseAsync(db, user, inboxId, paused, token), cancellationToken);
        changes.Publish(ChangeTopic.Inboxes, inboxId);
        return fault;
    }

    private async Task<CommandFault?> PauseAsync(RelationSyncDb db, ClaimsPrincipal user, long inboxId, bool paused, CancellationToken cancellationToken)
    {
        if (await db.RelationBackfills.SingleOrDefaultAsync(b => b.InboxId == inboxId && b.FinishedAt == null, cancellationToken) is not { } row
            || await db.Inboxes.SingleOrDefaultAsync(i => i.Id == inboxId, cancellationToken) is not { } inbox)
        {
            return CommandFault.InboxGone;
        }

        if (row.IsPaused != paused)
        {
            row.IsPaused = paused;
            db.Audit(user, paused ? AuditAct.BackfillPaused : AuditAct.BackfillResumed, inbox.Key, time.GetUtcNow());
        }

        return null;
    }

    private async Task<CommandFault?> BeginAsync(RelationSyncDb db, ClaimsPrincipal user, long inboxId, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var (range, fault) = await RangeAsync(db, inboxId, from, until, cancellationToken);
        if (range is null)
        {
            return fault;
        }

        var row = await db.RelationBackfills.SingleOrDefaultAsync(b => b.InboxId == inboxId, cancellationToken);
        if (row is { FinishedAt: null })
        {
            return CommandFault.BackfillRunning;
        }

        var now = time.GetUtcNow();
        if (row is null)
        {
            db.RelationBackfills.Add(row = new RelationBackfill { InboxId = inboxId });
        }

        (row.From, row.Until, row.NextDay, row.Found, row.IsPaused, row.StartedAt, row.FinishedAt) = (range.From, range.Until, range.From, 0, false, now, null);
        db.BackfillRanges.Add(new BackfillRange { InboxId = inboxId, From = range.From, Until = range.Until, ApprovedBy = user.Identity?.Name ?? "", ApprovedAt = now });
        db.Audit(user, AuditAct.BackfillStarted, range.InboxKey, now, ("from", Text(range.From)), ("until", Text(range.Until)));
        return null;
    }

    /// <summary>The range as it is read: it ends with the connection.</summary>
    private static async Task<(Range? Range, CommandFault? Fault)> RangeAsync(RelationSyncDb db, long inboxId, DateTimeOffset from, DateTimeOffset until, CancellationToken cancellationToken)
    {
        var inbox = await db.Inboxes.SingleOrDefaultAsync(i => i.Id == inboxId, cancellationToken);
        var box = await db.RelationBoxes.SingleOrDefaultAsync(b => b.InboxId == inboxId, cancellationToken);
        var tenant = box is null ? null : await db.RelationTenants.SingleOrDefaultAsync(t => t.Subdomain == box.Subdomain, cancellationToken);
        if (inbox?.SyncFrom is not { } connected || box is null || tenant is null || !inbox.Sources.ReadsApi)
        {
            return (null, CommandFault.SourceNotConnected);
        }

        until = until < connected ? until : connected;
        return BackfillRange.IsAllowed(from, until, connected)
            ? (new Range(inbox.Key, tenant, box, from, until), null)
            : (null, CommandFault.RangeInvalid);
    }

    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);

    private sealed record Range(string InboxKey, RelationTenant Tenant, RelationBox Box, DateTimeOffset From, DateTimeOffset Until);
}
