using RelationSync.Domain.Salesforce;

namespace RelationSync.Portal.Salesforce.OAuth;

/// <summary>Keeps authorisations. A singleton: each call is a unit of work of its own.</summary>
internal interface IAuthorizationStore
{
    /// <summary>Null: there is no such authorisation (any more).</summary>
    Task<AuthorizationSecrets?> FindAsync(Guid authorizationId, CancellationToken cancellationToken);

    /// <summary>
    /// Stores the tokens if the version is still the expected one, and raises it; false if it has changed. Durable when it
    /// returns: with rotation the old refresh token is dead by now.
    /// </summary>
    Task<bool> SaveTokensAsync(Guid authorizationId, long expectedVersion, NewTokens tokens, CancellationToken cancellationToken);

    /// <summary>
    /// Notes that Salesforce refused it, for good or not yet (R-A4, R-A7), unless its version has changed: then somebody has
    /// connected again.
    /// </summary>
    Task NoteAsync(Guid authorizationId, long expectedVersion, SalesforceFailure failure, CancellationToken cancellationToken);

    /// <summary>It could not be found out whether Salesforce takes it again.</summary>
    Task PostponeAsync(Guid authorizationId, CancellationToken cancellationToken);

    /// <summary>Salesforce takes it: nothing is wrong with it any more.</summary>
    Task EndTroubleAsync(Guid authorizationId, CancellationToken cancellationToken);
}
