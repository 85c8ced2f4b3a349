using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.SingleSignOn;

/// <summary>Ends sessions at the provider's word (OpenID Connect Back-Channel Logout 1.0): one by its <c>sid</c>, or all of a person.</summary>
internal sealed partial class BackChannelSignOut(
    Store store,
    AccountSessions sessions,
    ChangeFeed changes,
    IOptions<SingleSignOnOptions> options,
    IOptionsMonitor<OpenIdConnectOptions> provider,
    AccessDenied denied,
    TimeProvider time,
    ILogger<BackChannelSignOut> logger)
{
    private const string Event = "http://schemas.openid.net/event/backchannel-logout";

    private readonly JsonWebTokenHandler _tokens = new() { MapInboundClaims = false };

    /// <summary>False: the logout token isn't valid. Sessions that ended before are no error.</summary>
    public async Task<bool> RunAsync(string? token, CancellationToken cancellationToken)
    {
        if (!options.Value.IsOn || await ReadAsync(token, cancellationToken) is not { } word)
        {
            return false;
        }

        var accounts = await store.WriteAsync((db, ct) => EndAsync(db, word, ct), cancellationToken);
        accounts.ForEach(sessions.Invalidate);
        if (accounts.Count > 0)
        {
            changes.Publish(ChangeTopic.People);
        }

        return true;
    }

    private async Task<List<Guid>> EndAsync(RelationSyncDb db, SignOutWord word, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var from = now - AccountSessions.LongestSession;
        var found = await db.ProviderSessions
            .Where(s => s.Issuer == word.Issuer && s.Since > from
                && (word.SessionId == null || s.SessionId == word.SessionId) && (word.Subject == null || s.Subject == word.Subject))
            .ToListAsync(cancellationToken);
        foreach (var session in found)
        {
            await EndedSessions.AddAsync(db, session.AccountId, session.Hash, session.Since, now, cancellationToken);
        }

        var accounts = found.Select(s => s.AccountId).Distinct().ToList();
        foreach (var account in await db.Accounts.Where(a => accounts.Contains(a.Id)).ToListAsync(cancellationToken))
        {
            var ended = found.Count(s => s.AccountId == account.Id).ToString(CultureInfo.InvariantCulture);
            db.Audit(ProviderAccounts.Actor, null, AuditAct.SessionsEnded, account.Email, now, ("count", ended));
        }

        return accounts;
    }

    private async Task<SignOutWord?> ReadAsync(string? token, CancellationToken cancellationToken)
    {
        var oidc = provider.Get(OpenIdConnectDefaults.AuthenticationScheme);
        try
        {
            var discovered = await oidc.ConfigurationManager!.GetConfigurationAsync(cancellationToken);
            var result = await _tokens.ValidateTokenAsync(token, new TokenValidationParameters
            {
                ValidIssuer = discovered.Issuer,
                ValidAudience = oidc.ClientId,
                IssuerSigningKeys = discovered.SigningKeys,
                ValidAlgorithms = oidc.TokenValidationParameters.ValidAlgorithms,
            });
            if (result is { IsValid: true, SecurityToken: JsonWebToken read } && SignOutWord.Of(read) is { } word)
            {
                return word;
            }

            if (result.Exception is SecurityTokenSignatureKeyNotFoundException)
            {
                // The provider may have new keys: for the next one.
                oidc.ConfigurationManager.RequestRefresh();
            }

            Refused(result.IsValid ? "not a logout token" : SingleSignOnFaults.DetailOf(result.Exception));
        }
        catch (Exception e) when (SingleSignOnFaults.IsOfProvider(e))
        {
            Refused(SingleSignOnFaults.DetailOf(e));
        }

        return null;
    }

    private void Refused(string detail)
    {
        if (denied.IsStrangerLogged())
        {
            LogRefused(logger, detail);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A back-channel sign-out was refused ({Detail}).")]
    private static partial void LogRefused(ILogger logger, string detail);

    /// <summary>Whose sessions end.</summary>
    /// <param name="SessionId">Null: all of the subject.</param>
    /// <param name="Subject">Null: whoever has that session.</param>
    private sealed record SignOutWord(string Issuer, string? SessionId, string? Subject)
    {
        /// <summary>Null if the token is none for signing out, like an ID token, which has a nonce and no such event.</summary>
        public static SignOutWord? Of(JsonWebToken token)
        {
            var (sid, sub) = (ValueOf(token, "sid"), ValueOf(token, "sub"));
            return ValueOf(token, "nonce") is null && IsSignOut(ValueOf(token, "events")) && (sid ?? sub) is not null ? new(token.Issuer, sid, sub) : null;
        }

        private static string? ValueOf(JsonWebToken token, string claim) => token.Claims.FirstOrDefault(c => c.Type == claim)?.Value is { Length: > 0 } value ? value : null;

        private static bool IsSignOut(string? events)
        {
            try
            {
                using var read = JsonDocument.Parse(events ?? "null");
                return read.RootElement.ValueKind is JsonValueKind.Object && read.RootElement.TryGetProperty(Event, out _);
            }
            catch (JsonException)
            {
                return false;
            }
        }
    }
}
