using System.Collections.Concurrent;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Salesforce.OAuth;

namespace RelationSync.Benchmarks.Fuzzing;

/// <summary>Authorisations of one case each.</summary>
internal sealed class MemoryAuthorizations : IAuthorizationStore
{
    private readonly ConcurrentDictionary<Guid, AuthorizationSecrets> _kept = new();

    public void Put(AuthorizationSecrets secrets) => _kept[secrets.AuthorizationId] = secrets;

    public void Remove(Guid id) => _kept.TryRemove(id, out _);

    /// <inheritdoc/>
    public Task<AuthorizationSecrets?> FindAsync(Guid authorizationId, CancellationToken cancellationToken) => Task.FromResult(_kept.GetValueOrDefault(authorizationId));

    /// <inheritdoc/>
    public Task<bool> SaveTokensAsync(Guid authorizationId, long expectedVersion, NewTokens tokens, CancellationToken cancellationToken) => Task.FromResult(
        _kept.TryGetValue(authorizationId, out var kept) && kept.Version == expectedVersion
        && _kept.TryUpdate(
            authorizationId,
            kept with
            {
                RefreshToken = tokens.RefreshToken,
                AccessToken = tokens.AccessToken,
                InstanceUrl = tokens.InstanceUrl,
                OrgId = tokens.OrgId,
                UserId = tokens.UserId,
                Version = expectedVersion + 1,
            },
            kept));

    /// <inheritdoc/>
    public Task NoteAsync(Guid authorizationId, long expectedVersion, SalesforceFailure failure, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task PostponeAsync(Guid authorizationId, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task EndTroubleAsync(Guid authorizationId, CancellationToken cancellationToken) => Task.CompletedTask;
}
