using System.Collections.Concurrent;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Salesforce.OAuth;

namespace RelationSync.Tests.Portal.Salesforce.Support;

internal sealed class MemoryAuthorizationStore : IAuthorizationStore
{
    private readonly ConcurrentDictionary<Guid, AuthorizationSecrets> _kept = new();
    private readonly Lock _gate = new();

    public ConcurrentQueue<SalesforceFailure> Refused { get; } = new();

    /// <summary>So many savings fail, as with a locked database.</summary>
    public int FailingSaves { get; set; }

    public AuthorizationSecrets this[Guid id]
    {
        get => _kept[id];
        set => _kept[id] = value;
    }

    public Guid Add(string loginUrl, string? accessToken = "token-1", string refreshToken = "refresh-1", string? secret = null)
    {
        var id = Guid.NewGuid();
        _kept[id] = new AuthorizationSecrets(
            id, loginUrl, "client", secret, refreshToken, accessToken, accessToken is null ? null : loginUrl, accessToken is null ? null : Answers.OrgId, accessToken is null ? null : Answers.UserId, 1);
        return id;
    }

    public Task<AuthorizationSecrets?> FindAsync(Guid authorizationId, CancellationToken cancellationToken) =>
        Task.FromResult(_kept.GetValueOrDefault(authorizationId));

    public Task<bool> SaveTokensAsync(Guid authorizationId, long expectedVersion, NewTokens tokens, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (FailingSaves > 0)
            {
                FailingSaves--;
                throw new IOException("The database is locked.");
            }

            if (_kept[authorizationId].Version != expectedVersion)
            {
                return Task.FromResult(false);
            }

            _kept[authorizationId] = _kept[authorizationId] with
            {
                RefreshToken = tokens.RefreshToken,
                AccessToken = tokens.AccessToken,
                InstanceUrl = tokens.InstanceUrl,
                OrgId = tokens.OrgId,
                UserId = tokens.UserId,
                Version = expectedVersion + 1,
            };
            return Task.FromResult(true);
        }
    }

    public Task NoteAsync(Guid authorizationId, long expectedVersion, SalesforceFailure failure, CancellationToken cancellationToken)
    {
        Refused.Enqueue(failure);
        return Task.CompletedTask;
    }

    public Task PostponeAsync(Guid authorizationId, CancellationToken cancellationToken) => Task.CompletedTask;

    public Task EndTroubleAsync(Guid authorizationId, CancellationToken cancellationToken) => Task.CompletedTask;
}
