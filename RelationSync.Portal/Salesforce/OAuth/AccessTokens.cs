using System.Collections.Concurrent;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Salesforce.Http;

namespace RelationSync.Portal.Salesforce.OAuth;

/// <summary>
/// Gives out access tokens and renews them: one renewal at a time for each authorisation, whoever asks; the new refresh
/// token is stored before the new access token is given out, because with rotation the old one is dead at once.
/// </summary>
internal sealed class AccessTokens(IAuthorizationStore store, SalesforceOAuth oauth, TimeProvider time, ILogger<AccessTokens> logger)
{
    private const int SaveAttempts = 5;

    private static readonly TimeSpan SaveDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan OtherNodeDelay = TimeSpan.FromSeconds(1);

    private readonly SingleFlight<Guid, AccessToken> _renewals = new();

    /// <summary>Tokens that could not be stored; the next renewal stores them first, for the stored refresh token is dead.</summary>
    private readonly ConcurrentDictionary<Guid, (long Version, NewTokens Tokens)> _unsaved = new();

    public async Task<AccessToken> GetAsync(Guid authorizationId, CancellationToken cancellationToken)
    {
        var secrets = await store.FindAsync(authorizationId, cancellationToken) ?? throw Missing();
        return Usable(secrets) ?? await RenewAsync(authorizationId, null, cancellationToken);
    }

    /// <summary>A token other than the stale one. The renewal goes on when this caller is cancelled.</summary>
    public async Task<AccessToken> RenewAsync(Guid authorizationId, string? stale, CancellationToken cancellationToken)
    {
        var token = await RunAsync();
        // The renewal joined may have been for an older token, and have brought the very one that is stale now.
        return token.Value == stale ? await RunAsync() : token;

        Task<AccessToken> RunAsync() =>
            _renewals.RunAsync(authorizationId, () => RenewOnceAsync(authorizationId, stale)).WaitAsync(cancellationToken);
    }

    /// <summary>Uses the authorisation, so that Salesforce's idle limit (30 days) never ends it (R-A5).</summary>
    public async Task<AccessToken> KeepAliveAsync(Guid authorizationId, CancellationToken cancellationToken)
    {
        var secrets = await store.FindAsync(authorizationId, cancellationToken) ?? throw Missing();
        return await RenewAsync(authorizationId, secrets.AccessToken, cancellationToken);
    }

    public Task MarkGoneAsync(Guid authorizationId, AccessToken token, SalesforceFailure failure) =>
        store.MarkGoneAsync(authorizationId, token.Version, failure, CancellationToken.None);

    private async Task<AccessToken> RenewOnceAsync(Guid authorizationId, string? stale)
    {
        var secrets = await store.FindAsync(authorizationId, CancellationToken.None) ?? throw Missing();
        if (_unsaved.TryGetValue(authorizationId, out var unsaved))
        {
            if (unsaved.Version == secrets.Version)
            {
                return await SaveAsync(secrets, unsaved.Tokens);
            }

            _unsaved.TryRemove(authorizationId, out _);
        }

        if (Usable(secrets) is { } current && current.Value != stale)
        {
            return current;
        }

        try
        {
            var answer = await oauth.RefreshAsync(
                oauth.Url(secrets.LoginUrl), new SalesforceApp(secrets.ClientId, secrets.ClientSecret), secrets.RefreshToken, CancellationToken.None);
            return await SaveAsync(secrets, new NewTokens(
                answer.RefreshToken ?? secrets.RefreshToken, answer.AccessToken, answer.Instance.Value, answer.OrgId, answer.UserId));
        }
        catch (SalesforceException e) when (e.Failure.Class == FailureClass.AuthorizationGone)
        {
            return await NewerThanAsync(secrets) ?? throw await GoneAsync(secrets, e);
        }
    }

    private async Task<SalesforceException> GoneAsync(AuthorizationSecrets secrets, SalesforceException e)
    {
        logger.LogWarning("Authorisation {Authorization} is refused: {Code}", secrets.AuthorizationId, e.Failure.Code);
        await store.MarkGoneAsync(secrets.AuthorizationId, secrets.Version, e.Failure, CancellationToken.None);
        return e;
    }

    /// <summary>Our refresh token was refused. Perhaps another node has just used it, and is about to store the next one.</summary>
    private async Task<AccessToken?> NewerThanAsync(AuthorizationSecrets used)
    {
        for (var attempt = 0; ; attempt++)
        {
            var now = await store.FindAsync(used.AuthorizationId, CancellationToken.None);
            if (now is null || attempt == 2 || now.Version != used.Version)
            {
                return now is not null && now.Version != used.Version ? Usable(now) : null;
            }

            await Task.Delay(OtherNodeDelay, time);
        }
    }

    private async Task<AccessToken> SaveAsync(AuthorizationSecrets secrets, NewTokens tokens)
    {
        var id = secrets.AuthorizationId;
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var saved = await store.SaveTokensAsync(id, secrets.Version, tokens, CancellationToken.None);
                _unsaved.TryRemove(id, out _);
                var now = await store.FindAsync(id, CancellationToken.None) ?? throw Missing();
                // Not saved: another node was first, or somebody has connected again. What is stored counts.
                return Usable(now) ?? throw Failures.InvalidResponse($"No usable token is stored ({(saved ? "saved" : "overtaken")}).", writes: false).Throwable();
            }
            catch (Exception e) when (e is not SalesforceException && attempt < SaveAttempts)
            {
                logger.LogWarning(e, "Tokens of authorisation {Authorization} could not be stored, attempt {Attempt}", id, attempt);
                await Task.Delay(SaveDelay * attempt, time);
            }
            catch (Exception e) when (e is not SalesforceException)
            {
                _unsaved[id] = (secrets.Version, tokens);
                throw new SalesforceFailure(
                    FailureClass.TransientCall, FailureCodes.TokenNotStored, "The new token could not be stored.", [], WholeCall: true).Throwable(e);
            }
        }
    }

    private AccessToken? Usable(AuthorizationSecrets secrets) =>
        secrets is { AccessToken: { } token, InstanceUrl: { } instance, OrgId: { } orgId, UserId: { } userId }
            ? new AccessToken(token, oauth.Url(instance), orgId, userId, secrets.Version)
            : null;

    private static SalesforceException Missing() =>
        new SalesforceFailure(
            FailureClass.AuthorizationGone, FailureCodes.AuthorizationMissing, "The authorisation has been deleted.", [], WholeCall: true).Throwable();
}
