using Microsoft.Extensions.Options;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Options;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Salesforce.OAuth;

namespace RelationSync.Portal.Salesforce;

/// <summary>Opens orgs: one object for each drain of a connection, which counts its calls.</summary>
internal sealed class SalesforceOrgs(
    SalesforceTransport transport, AccessTokens tokens, IApiUsageListener usage, OrgMemory memory, IOptions<SalesforceOptions> options,
    ILogger<SalesforceOrgs> logger)
{
    /// <summary>No call is made yet.</summary>
    /// <param name="connectionId">For whom, in the log.</param>
    public ISalesforceOrg Open(Guid authorizationId, Guid connectionId) => new SalesforceOrg(Session(authorizationId, connectionId), memory);

    public SalesforceSession Session(Guid authorizationId, Guid connectionId) =>
        new(authorizationId, connectionId, transport, tokens, usage, options.Value.ApiVersion, logger);
}
