using System.Security.Claims;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Access;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce.OAuth;

namespace RelationSync.Portal.Connections;

/// <summary>Authorises a draft by the JWT bearer flow: with a key of its own, whose certificate the org's app has.</summary>
internal sealed partial class AuthorizeByCertificate(
    Commands<AuthorizeByCertificate> commands,
    WizardDrafts drafts,
    NewAuthorization authorizations,
    SalesforceOAuth oauth,
    ISecretBox secrets,
    TimeProvider time,
    ILogger<AuthorizeByCertificate> logger)
{
    public const string CertificatePath = "/oauth/salesforce/certificate";

    /// <summary>Gives the draft a new key in place of the one it may have. Null: done.</summary>
    public async Task<CommandFault?> CreateCertificateAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (await commands.AdmitAsync(user, Permission.Manage, cancellationToken) is { } refused)
        {
            return refused;
        }

        var made = SigningCertificate.Create(time.GetUtcNow());
        var key = secrets.Protect(SecretKind.SigningKey, made.PrivateKey);
        await drafts.ChangeAsync(user.AccountId()!.Value, d => d with { SigningKeyProtected = key, Certificate = made.Certificate }, cancellationToken);
        return null;
    }

    /// <summary>Salesforce's refusal, or null: the draft has its authorisation.</summary>
    public async Task<Outcome<Refusal?>> RunAsync(ClaimsPrincipal user, string loginUrl, string clientId, string username, CancellationToken cancellationToken)
    {
        if (await commands.AdmitAsync(user, Permission.Manage, cancellationToken) is { } refused)
        {
            return refused;
        }

        var accountId = user.AccountId()!.Value;
        var draft = await drafts.ChangeAsync(accountId, d => d with { LoginUrl = loginUrl, ClientId = clientId, ClientSecretProtected = null, Refusal = null }, cancellationToken);
        if (draft.SigningKeyProtected is not { } key)
        {
            return new Outcome<Refusal?>(new Refusal("", RefusalCause.NoCertificate));
        }

        try
        {
            var signingKey = new SigningKey(username, secrets.Unprotect(SecretKind.SigningKey, key));
            var answer = await oauth.AssertAsync(oauth.Url(loginUrl), clientId, signingKey, cancellationToken);
            await authorizations.KeepAsync(user, accountId, draft, answer, username, CancellationToken.None);
            return new Outcome<Refusal?>((Refusal?)null);
        }
        catch (SalesforceException e)
        {
            LogRefused(logger, loginUrl, e.Failure.Code);
            return new Outcome<Refusal?>(RefusalCauses.Of(e.Failure, isAssertion: true));
        }
    }

    /// <summary>PEM of the draft's certificate; null: it has none.</summary>
    public async Task<string?> CertificateAsync(Guid accountId, CancellationToken cancellationToken) => (await drafts.LoadAsync(accountId, cancellationToken)).Certificate;

    [LoggerMessage(LogLevel.Warning, "An authorisation at {LoginUrl} was refused: {Code}")]
    private static partial void LogRefused(ILogger logger, string loginUrl, string code);
}
