using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Sets how long an inbox may be silent until somebody is told, or that nobody is.</summary>
internal sealed class SetSilenceAlert(Commands<SetSilenceAlert> commands, ChangeFeed changes, TimeProvider time)
{
    public static readonly TimeSpan Least = TimeSpan.FromMinutes(15);

    public static readonly TimeSpan Most = TimeSpan.FromDays(14);

    /// <summary>Null: done. What stands so already is no fault, and no entry of the audit log.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="inboxId">The inbox.</param>
    /// <param name="after">How long; null: no alert.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<CommandFault?> RunAsync(ClaimsPrincipal user, long inboxId, TimeSpan? after, CancellationToken cancellationToken)
    {
        var fault = await commands.RunAsync(user, Permission.Manage, (db, token) => SetAsync(db, user, inboxId, after, token), cancellationToken);
        if (fault is null)
        {
            changes.Publish(ChangeTopic.Inboxes, inboxId);
        }

        return fault;
    }

    private async Task<CommandFault?> SetAsync(RelationSyncDb db, ClaimsPrincipal user, long inboxId, TimeSpan? after, CancellationToken cancellationToken)
    {
        if (after < Least || after > Most)
        {
            return CommandFault.SilenceInvalid;
        }

        if (await db.Inboxes.SingleOrDefaultAsync(i => i.Id == inboxId, cancellationToken) is not { } inbox)
        {
            return CommandFault.InboxGone;
        }

        var minutes = (int?)after?.TotalMinutes;
        if (inbox.SilentAfterMinutes != minutes)
        {
            var now = time.GetUtcNow();
            db.Audit(
                user,
                AuditAct.SilenceAlertChanged,
                inbox.Key,
                now,
                ("before_minutes", Text(inbox.SilentAfterMinutes)),
                ("minutes", Text(minutes)));
            (inbox.SilentAfterMinutes, inbox.SilenceWatchedFrom) = (minutes, minutes is null ? null : now);
        }

        return null;
    }

    private static string? Text(int? minutes) => minutes?.ToString(CultureInfo.InvariantCulture);
}
