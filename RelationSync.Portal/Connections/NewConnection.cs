using RelationSync.Domain.Connections;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Ties an inbox to an org, from the wizard and from a provisioning file alike.</summary>
internal static class NewConnection
{
    /// <summary>What happened before is not synced (R-T13), but for what was kept from the connection before (R-A4).</summary>
    public static Connection Of(Inbox inbox, Authorization authorization, TargetKind targets, bool linkOpportunities, DateTimeOffset now)
    {
        inbox.SyncFrom ??= now;
        if (authorization.GoneAt is not null || authorization.BlockedAt is not null)
        {
            authorization.AskAgainAt = now; // so that this one's log soon says it too, or it is over
        }

        return new Connection
        {
            Id = Guid.CreateVersion7(now),
            InboxId = inbox.Id,
            Authorization = authorization,
            Targets = targets,
            LinkOpportunities = linkOpportunities,
            CreatedAt = now,
        };
    }
}
