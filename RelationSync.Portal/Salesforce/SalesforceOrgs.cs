using Microsoft.Extensions.Options;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Salesforce;

/// <summary>Opens orgs: one object for each drain of a connection, which counts its calls.</summary>
internal sealed class SalesforceOrgs(
    SalesforceTransport transport, AccessTokens tokens, IApiUsageListener usage, ICallBudgets budgets, OrgMemory memory, INamedLeases leases, IOptions<SalesforceOptions> options,
    ILogger<SalesforceOrgs> logger) : ISalesforceOrgs
{
    /// <inheritdoc/>
    public ISalesforceOrg Open(Guid authorizationId, Guid connectionId) => new SalesforceOrg(Session(authorizationId, connectionId, isBounded: true), memory, leases);

    /// <summary>For a person who waits for it: counted where a connection is named, held back by no budget.</summary>
    public ISalesforceOrg OpenFor(Guid authorizationId, Guid? connectionId) => new SalesforceOrg(SessionFor(authorizationId, connectionId), memory, leases);

    /// <summary>Over a session that is open.</summary>
    public ISalesforceOrg Open(SalesforceSession session) => new SalesforceOrg(session, memory, leases);

    /// <inheritdoc cref="OpenFor"/>
    public SalesforceSession SessionFor(Guid authorizationId, Guid? connectionId) => Session(authorizationId, connectionId ?? Guid.Empty, isBounded: false);

    private SalesforceSession Session(Guid authorizationId, Guid connectionId, bool isBounded) =>
        new(authorizationId, connectionId, transport, tokens, usage, budgets, isBounded, options.Value.ApiVersion, logger);
}
