using System.Collections.Concurrent;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Salesforce.OAuth;

/// <summary>
/// Gives out access tokens and renews them: one renewal at a time for each authorisation, over all processes; the new
/// refresh token is stored before the new access token is given out, because with rotation the old one is dead at once,
/// and whoever used it again would end them all.
/// </summary>
internal sealed class AccessTokens(IAuthorizationStore store, INamedLeases leases, SalesforceOAuth oauth, TimeProvider time, ILogger<AccessTokens> logger)
{
    private const int SaveAttempts = 5;

    private static readonly TimeSpan SaveDelay = TimeSpan.FromMilliseconds(200);

    private readonly SingleFlight<Guid, AccessToken> _renewals = new();

    /// <summary>How often in a row an authorisation's org could not be reached.</summary>
    private readonly ConcurrentDictionary<Guid, int> _away = new();

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

    /// <summary>The org can't be reached. True from the second time in a row on: it may have moved, and a renewal tells where to (R-A6).</summary>
    /// <remarks>An open circuit goes on with what has begun; by itself it may as well come of answers.</remarks>
    public bool IsAwayAgain(Guid authorizationId, string code) => code == OwnCodes.CircuitOpen
        ? _away.ContainsKey(authorizationId)
        : _away.AddOrUpdate(authorizationId, 1, (_, times) => times + 1) > 1;

    /// <summary>The org has answered.</summary>
    public void IsThere(Guid authorizationId) => _away.TryRemove(authorizationId, out _);

    /// <summary>Salesforce refused this token: noted, and thrown as noted.</summary>
    public async Task<SalesforceException> NotedAsync(Guid authorizationId, long version, SalesforceFailure failure)
    {
        logger.LogWarning("Authorisation {Authorization} is refused: {Code}", authorizationId, failure.Code);
        await store.NoteAsync(authorizationId, version, failure, CancellationToken.None);
        return (failure with { IsNoted = true }).Throwable();
    }

    private async Task<AccessToken> RenewOnceAsync(Guid authorizationId, string? stale)
    {
        if (Usable(await FindAsync(authorizationId)) is { } stored && stored.Value != stale)
        {
            return stored;
        }

        await using var lease = await leases.HoldAsync(LeaseKinds.Refresh, authorizationId.ToString("D"), CancellationToken.None);
        var secrets = await FindAsync(authorizationId);
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
            var answer = await RefreshAsync(secrets);
            ThrowIfAnothers(secrets, answer);
            return await SaveAsync(secrets, new NewTokens(
                answer.RefreshToken ?? secrets.RefreshToken, answer.AccessToken, answer.Instance.Value, answer.OrgId, answer.UserId));
        }
        catch (SalesforceException e) when (e.Failure.Class is FailureClass.AuthorizationGone or FailureClass.Blocked)
        {
            // Connected again meanwhile: what is stored now counts.
            var now = await FindAsync(authorizationId);
            return now.Version != secrets.Version && Usable(now) is { } newer ? newer : throw await NotedAsync(authorizationId, secrets.Version, e.Failure);
        }
    }

    /// <summary>Asks the login host; where that one refuses or is gone, the org at its own (R-A6).</summary>
    private async Task<TokenAnswer> RefreshAsync(AuthorizationSecrets secrets)
    {
        try
        {
            return await RefreshAtAsync(oauth.Url(secrets.LoginUrl), secrets);
        }
        catch (SalesforceException e) when (secrets.InstanceUrl is { } instance && instance != secrets.LoginUrl && RefreshRefusals.AreTheHosts(e.Failure))
        {
            logger.LogInformation("The login host of authorisation {Authorization} answers {Code}; the org itself is asked.", secrets.AuthorizationId, e.Failure.Code);
            return await TryRefreshAtAsync(oauth.Url(instance), secrets) ?? throw e.Failure.Throwable();
        }
    }

    private Task<TokenAnswer> RefreshAtAsync(SalesforceUrl host, AuthorizationSecrets secrets) => secrets.SigningKey is { } key
        ? oauth.AssertAsync(host, secrets.ClientId, key, CancellationToken.None)
        : oauth.RefreshAsync(host, new SalesforceApp(secrets.ClientId, secrets.ClientSecret), secrets.RefreshToken, CancellationToken.None);

    /// <summary>Null: the org's own host has nothing to say either.</summary>
    private async Task<TokenAnswer?> TryRefreshAtAsync(SalesforceUrl instance, AuthorizationSecrets secrets)
    {
        try
        {
            return await RefreshAtAsync(instance, secrets);
        }
        catch (SalesforceException e) when (RefreshRefusals.AreTheHosts(e.Failure) && e.Failure.Class is FailureClass.TransientCall)
        {
            return null;
        }
    }

    /// <summary>A connection's user and org are fixed (R-A2): whoever else the token turns out to be of is never taken.</summary>
    private static void ThrowIfAnothers(AuthorizationSecrets secrets, TokenAnswer answer)
    {
        if ((secrets.OrgId is { } org && org != answer.OrgId) || (secrets.UserId is { } user && user != answer.UserId))
        {
            throw WayMessages.AnotherUser.Text.Failure(wholeCall: true).Throwable();
        }
    }

    private async Task<AuthorizationSecrets> FindAsync(Guid authorizationId) =>
        await store.FindAsync(authorizationId, CancellationToken.None) ?? throw Missing();

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
                throw WayMessages.TokenNotStored.Text.Failure(wholeCall: true).Throwable(e);
            }
        }
    }

    private AccessToken? Usable(AuthorizationSecrets secrets) =>
        secrets is { AccessToken: { } token, InstanceUrl: { } instance, OrgId: { } orgId, UserId: { } userId }
            ? new AccessToken(token, oauth.Url(instance), orgId, userId, secrets.Version)
            : null;

    private static SalesforceException Missing() =>
        WayMessages.AuthorizationMissing.Text.Failure(wholeCall: true).Throwable();
}
