using RelationSync.Domain.Connections;
using RelationSync.Portal.Salesforce;

namespace RelationSync.Portal.Connections;

/// <summary>Customers of an org to try a preview with: those changed last.</summary>
internal sealed class ListRecentCustomers(SalesforceOrgs orgs)
{
    private const int MostOfEach = 2;

    /// <summary>None where the org has none or doesn't tell.</summary>
    public Task<IReadOnlyList<KnownCustomer>> RunAsync(Guid authorizationId, TargetKind targets, CancellationToken cancellationToken) =>
        new RecordNames(orgs.SessionFor(authorizationId, null))
            .RecentAsync(targets is not TargetKind.Lead, targets is not TargetKind.Contact, MostOfEach, cancellationToken);
}
