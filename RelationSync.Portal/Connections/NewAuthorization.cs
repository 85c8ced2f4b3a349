using System.Security.Claims;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Keeps an authorisation that Salesforce has just given, for a draft of the wizard.</summary>
internal sealed class NewAuthorization(
    Store store, WizardDrafts drafts, ReleaseAuthorization release, SalesforceOAuth oauth, ISecretBox secrets, TimeProvider time)
{
    /// <param name="signsFor">The user that the draft's key speaks for; null: the web server flow.</param>
    public async Task KeepAsync(
        ClaimsPrincipal user, Guid accountId, WizardDraft draft, TokenAnswer answer, string? signsFor, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var authorization = new Authorization
        {
            Id = Guid.CreateVersion7(now),
            LoginUrl = draft.LoginUrl!,
            InstanceUrl = answer.Instance.Value,
            OrgId = answer.OrgId,
            UserId = answer.UserId,
            Username = signsFor ?? await UsernameAsync(answer.Instance, answer.AccessToken, cancellationToken),
            ClientId = draft.ClientId,
            ClientSecretProtected = draft.ClientSecretProtected,
            RefreshTokenProtected = secrets.Protect(SecretKind.RefreshToken, answer.RefreshToken ?? ""),
            SigningKeyProtected = signsFor is null ? null : draft.SigningKeyProtected,
            AccessTokenProtected = secrets.Protect(SecretKind.AccessToken, answer.AccessToken),
            CreatedAt = now,
            RefreshedAt = now,
        };
        await store.WriteAsync(
            (db, _) =>
            {
                db.Add(authorization);
                db.Audit(user, AuditAct.SalesforceAuthorized, authorization.Username ?? authorization.LoginUrl, now, ("org", authorization.OrgId));
                return Task.CompletedTask;
            },
            cancellationToken);
        var before = draft.Reused ? null : draft.AuthorizationId;
        await drafts.ChangeAsync(accountId, d => d with { AuthorizationId = authorization.Id, Reused = false, UseMarker = null, SigningKeyProtected = null, Certificate = null }, cancellationToken);
        if (before is { } unused)
        {
            await release.RunAsync(unused, cancellationToken);
        }
    }

    /// <summary>Only for people to see: without it the authorisation is as good.</summary>
    private async Task<string?> UsernameAsync(SalesforceUrl instance, string accessToken, CancellationToken cancellationToken)
    {
        try
        {
            return (await oauth.IdentityAsync(instance, accessToken, cancellationToken)).Username;
        }
        catch (SalesforceException)
        {
            return null;
        }
    }
}
