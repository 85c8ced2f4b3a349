using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Gives an authorisation back that nothing uses any more: away here, and revoked at Salesforce as far as that can be.</summary>
internal sealed class ReleaseAuthorization(Store store, SalesforceOAuth oauth, ISecretBox secrets, ILogger<ReleaseAuthorization> logger)
{
    /// <summary>Within the caller's transaction; what is answered goes to <see cref="RevokeAsync"/> once that is committed.</summary>
    public static async Task<Authorization?> RemoveIfUnusedAsync(RelationSyncDb db, Guid authorizationId, CancellationToken cancellationToken)
    {
        if (await db.Connections.AnyAsync(c => c.AuthorizationId == authorizationId, cancellationToken)
            || await db.Authorizations.SingleOrDefaultAsync(a => a.Id == authorizationId, cancellationToken) is not { } unused)
        {
            return null;
        }

        db.Remove(unused);
        return unused;
    }

    public async Task RunAsync(Guid authorizationId, CancellationToken cancellationToken) =>
        await RevokeAsync(await store.WriteAsync((db, token) => RemoveIfUnusedAsync(db, authorizationId, token), cancellationToken));

    /// <summary>Not cancelled with its caller: the row is gone, and nobody would come back to it.</summary>
    public async Task RevokeAsync(Authorization? removed)
    {
        if (removed is null)
        {
            return;
        }

        try
        {
            if (Token(removed) is { Length: > 0 } token)
            {
                await oauth.RevokeAsync(oauth.Url(removed.LoginUrl), token, CancellationToken.None);
            }
        }
        catch (Exception e) when (e is SalesforceException or System.Security.Cryptography.CryptographicException)
        {
            logger.LogWarning("Authorisation {Authorization} could not be revoked at Salesforce: {Reason}", removed.Id, e.Message);
        }
    }

    /// <summary>Token to revoke; by the JWT bearer flow the session, if there is one. Only the org can remove the certificate.</summary>
    private string? Token(Authorization removed) => removed switch
    {
        { SigningKeyProtected: null } => secrets.Unprotect(SecretKind.RefreshToken, removed.RefreshTokenProtected),
        { AccessTokenProtected: { } session } => secrets.Unprotect(SecretKind.AccessToken, session),
        _ => null,
    };
}
