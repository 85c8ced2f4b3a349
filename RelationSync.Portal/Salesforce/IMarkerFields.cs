using RelationSync.Domain.Salesforce;

namespace RelationSync.Portal.Salesforce;

/// <summary>Makes the field that Events are upserted by (R-D1), for the wizard.</summary>
internal interface IMarkerFields
{
    /// <summary>
    /// Creates <c>RelationSync_ActionId__c</c> on Activity if it isn't there, and makes it visible to the connecting
    /// user. Null: Events can be upserted by it now.
    /// </summary>
    Task<SalesforceFailure?> CreateAsync(Guid authorizationId, Guid connectionId, CancellationToken cancellationToken);
}
