using System.Security.Claims;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Salesforce;

namespace RelationSync.Portal.Connecting;

/// <summary>Makes the marker field in an org (R-D1), before anything is connected to it.</summary>
internal sealed class CreateMarker(Administrators administrators, IMarkerFields markers)
{
    /// <summary>Salesforce's refusal, or null: Events can be upserted by it.</summary>
    public async Task<Outcome<SalesforceFailure?>> RunAsync(ClaimsPrincipal user, Guid authorizationId, CancellationToken cancellationToken) =>
        await administrators.AdmitAsync(user, cancellationToken)
            ? new Outcome<SalesforceFailure?>(await markers.CreateAsync(authorizationId, Guid.Empty, cancellationToken), null)
            : ConnectingFault.NotAllowed;
}
