using RelationSync.Domain.Sync;

namespace RelationSync.Portal.Salesforce;

/// <summary>The orgs that drains write to.</summary>
internal interface ISalesforceOrgs
{
    /// <summary>For one drain of a connection, within its budget. Makes no call yet.</summary>
    ISalesforceOrg Open(Guid authorizationId, Guid connectionId);
}
