using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Makes the marker field in an org (R-D1), before anything is connected to it.</summary>
internal sealed class CreateMarker(Commands<CreateMarker> commands, IMarkerFields markers, Store store, TimeProvider time)
{
    /// <summary>Salesforce's refusal, or null: Events can be upserted by it.</summary>
    public async Task<Outcome<SalesforceFailure?>> RunAsync(ClaimsPrincipal user, Guid authorizationId, CancellationToken cancellationToken)
    {
        if (await commands.AdmitAsync(user, Permission.Manage, cancellationToken) is { } refused)
        {
            return refused;
        }

        var failure = await markers.CreateAsync(authorizationId, Guid.Empty, cancellationToken);

        // Done there, whatever its caller does now.
        await store.WriteAsync((db, token) => AuditAsync(db, user, authorizationId, failure, token), CancellationToken.None);
        return new Outcome<SalesforceFailure?>(failure);
    }

    private async Task AuditAsync(RelationSyncDb db, ClaimsPrincipal user, Guid authorizationId, SalesforceFailure? failure, CancellationToken cancellationToken)
    {
        var org = await db.Authorizations.Where(a => a.Id == authorizationId).Select(a => a.OrgId ?? a.LoginUrl).SingleOrDefaultAsync(cancellationToken);
        var now = time.GetUtcNow();
        if (failure is null)
        {
            await OrgKnowledge.ForgetAsync(db, authorizationId, cancellationToken);
            db.Audit(user, AuditAct.MarkerCreated, org ?? "", now);
        }
        else
        {
            db.Audit(user, AuditAct.MarkerCreated, org ?? "", now, ("refused", failure.Code));
        }
    }
}
