using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Relation;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>Pauses and resumes the reading of an inbox's box. Doing either twice is no error.</summary>
internal sealed class PauseSource(Commands<PauseSource> commands, ChangeFeed changes, TimeProvider time)
{
    /// <summary>After a longer pause somebody decides whether it is caught up with.</summary>
    public static readonly TimeSpan AsksAfter = TimeSpan.FromDays(7);

    /// <summary>Null: done.</summary>
    public Task<CommandFault?> PauseAsync(ClaimsPrincipal user, long inboxId, CancellationToken cancellationToken) =>
        RunAsync(user, inboxId, AuditAct.SourcePaused, (box, _, now) => box.StoppedAt = now, cancellationToken);

    /// <summary>Null: done.</summary>
    /// <param name="catchesUp">False to leave out what happened during the pause; what turns up of it is listed as found late.</param>
    public Task<CommandFault?> ResumeAsync(ClaimsPrincipal user, long inboxId, bool catchesUp, CancellationToken cancellationToken) => RunAsync(
        user,
        inboxId,
        AuditAct.SourceResumed,
        (box, tenant, now) =>
        {
            if (!catchesUp)
            {
                LeaveOut(box, TimeSpan.FromTicks(tenant.ClockOffsetTicks), now);
            }

            (box.StoppedAt, box.NextScanAt) = (null, null);
        },
        cancellationToken);

    private static void LeaveOut(RelationBox box, TimeSpan offset, DateTimeOffset now)
    {
        var (rules, end) = (BoxRules.Read(box.Rules), now + offset);
        // What is older than messages are remembered isn't taken anyway.
        var earlier = rules.LeftOut.Where(r => r.Until > end - RelationMessage.Kept);
        box.Rules = (rules with { LeftOut = [.. earlier, new LeftOutRange(box.StoppedAt!.Value + offset, end)] }).Write();
        (box.CompleteThrough, box.DeepFrom) = (end, null);
    }

    private async Task<CommandFault?> RunAsync(
        ClaimsPrincipal user, long inboxId, AuditAct act, Action<RelationBox, RelationTenant, DateTimeOffset> change, CancellationToken cancellationToken)
    {
        var fault = await commands.RunAsync(user, Permission.Manage, (db, token) => ChangeAsync(db, user, inboxId, act, change, token), cancellationToken);
        changes.Publish(ChangeTopic.Inboxes, inboxId);
        return fault;
    }

    private async Task<CommandFault?> ChangeAsync(
        RelationSyncDb db, ClaimsPrincipal user, long inboxId, AuditAct act, Action<RelationBox, RelationTenant, DateTimeOffset> change, CancellationToken cancellationToken)
    {
        var inbox = await db.Inboxes.SingleOrDefaultAsync(i => i.Id == inboxId, cancellationToken);
        var box = await db.RelationBoxes.SingleOrDefaultAsync(b => b.InboxId == inboxId, cancellationToken);
        if (inbox is null || box is null || await db.RelationTenants.SingleOrDefaultAsync(t => t.Subdomain == box.Subdomain, cancellationToken) is not { } tenant)
        {
            return CommandFault.InboxGone;
        }

        var isPaused = box.StoppedAt is not null;
        if (isPaused != (act is AuditAct.SourcePaused))
        {
            var now = time.GetUtcNow();
            change(box, tenant, now);
            db.Audit(user, act, inbox.Key, now);
        }

        return null;
    }
}
