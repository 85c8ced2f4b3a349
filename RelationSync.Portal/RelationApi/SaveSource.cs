using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>Stores from which box of which tenant an inbox is read.</summary>
internal sealed class SaveSource(ISecretBox secrets)
{
    /// <summary>Within the caller's write. A tenant's token is one for all its boxes.</summary>
    /// <param name="token">Null: the one that is stored stays.</param>
    public async Task RunAsync(
        RelationSyncDb db, long inboxId, string subdomain, string? token, long boxId, string defaultOperator, CancellationToken cancellationToken)
    {
        // Found by its key: another inbox of the same write may have added it.
        var tenant = await db.RelationTenants.FindAsync([subdomain], cancellationToken);
        if (tenant is null && token is not null)
        {
            db.RelationTenants.Add(new RelationTenant { Subdomain = subdomain, TokenProtected = secrets.Protect(SecretKind.RelationToken, token) });
        }
        else if (tenant is not null && token is not null)
        {
            Replace(tenant, token);
        }

        var box = await db.RelationBoxes.SingleOrDefaultAsync(b => b.InboxId == inboxId, cancellationToken);
        if (box is null)
        {
            db.RelationBoxes.Add(new RelationBox { InboxId = inboxId, Subdomain = subdomain, BoxId = boxId, DefaultOperator = defaultOperator });
            return;
        }

        if (box.Subdomain != subdomain || box.BoxId != boxId)
        {
            // Another box: it begins anew.
            (box.Subdomain, box.BoxId, box.Name) = (subdomain, boxId, "");
            (box.StartedAt, box.CompleteThrough, box.NextScanAt, box.NextSweepAt, box.DeepFrom, box.DeepAt, box.ChangedAt) = (null, null, null, null, null, null, null);
            (box.Fault, box.FaultUntil, box.RefusedScans, box.Pages) = (RelationBoxFault.None, null, 0, 1);
        }

        // Other settings never touch how far it was read.
        box.DefaultOperator = defaultOperator;
    }

    /// <summary>Whatever the former token was refused for, the new one is tried at once.</summary>
    public void Replace(RelationTenant tenant, string token)
    {
        tenant.TokenProtected = secrets.Protect(SecretKind.RelationToken, token);
        (tenant.State, tenant.StateSince, tenant.LastProblem) = (RelationTenantState.Active, null, null);
        (tenant.PausedUntil, tenant.Failures, tenant.FailingSince) = (null, 0, null);
        (tenant.BoxesReadAt, tenant.UsersReadAt) = (null, null);
    }
}
