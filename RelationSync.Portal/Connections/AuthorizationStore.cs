using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Authorisations with their secrets encrypted. Tokens are compared and set by their version.</summary>
internal sealed class AuthorizationStore(
    Store store, ISecretBox secrets, IOptions<SalesforceOptions> options, SyncSettings settings, ChangeFeed changes, TimeProvider clock) : IAuthorizationStore
{
    public async Task<AuthorizationSecrets?> FindAsync(Guid authorizationId, CancellationToken cancellationToken)
    {
        var row = await store.ReadAsync((db, token) => db.Authorizations.SingleOrDefaultAsync(a => a.Id == authorizationId, token), cancellationToken);
        return row is null
            ? null
            : new AuthorizationSecrets(
                row.Id,
                row.LoginUrl,
                row.ClientId ?? options.Value.ClientId ?? "",
                row.ClientId is null ? options.Value.ClientSecret : Open(SecretKind.ClientSecret, row.ClientSecretProtected),
                Open(SecretKind.RefreshToken, row.RefreshTokenProtected)!,
                Open(SecretKind.AccessToken, row.AccessTokenProtected),
                row.InstanceUrl,
                row.OrgId,
                row.UserId,
                row.Version)
            {
                SigningKey = Open(SecretKind.SigningKey, row.SigningKeyProtected) is { } key ? new SigningKey(row.Username ?? "", key) : null,
                IsInTrouble = row.GoneAt is not null || row.BlockedAt is not null || row.Refusals > 0,
            };
    }

    public Task<bool> SaveTokensAsync(Guid authorizationId, long expectedVersion, NewTokens tokens, CancellationToken cancellationToken) => store.WriteAsync(
        async (db, token) =>
        {
            var row = await db.Authorizations.SingleOrDefaultAsync(a => a.Id == authorizationId && a.Version == expectedVersion, token);
            if (row is null)
            {
                return false;
            }

            row.RefreshTokenProtected = secrets.Protect(SecretKind.RefreshToken, tokens.RefreshToken);
            row.AccessTokenProtected = secrets.Protect(SecretKind.AccessToken, tokens.AccessToken);
            row.InstanceUrl = tokens.InstanceUrl;
            row.OrgId = tokens.OrgId;
            row.UserId = tokens.UserId;
            row.RefreshedAt = clock.GetUtcNow();
            row.Version++;
            return true;
        },
        cancellationToken);

    public Task NoteAsync(Guid authorizationId, long expectedVersion, SalesforceFailure failure, CancellationToken cancellationToken) => ChangeAsync(
        authorizationId,
        (trouble, row, token) => row.Version == expectedVersion ? trouble.NoteAsync(row, failure, token) : Task.CompletedTask,
        cancellationToken);

    public Task PostponeAsync(Guid authorizationId, CancellationToken cancellationToken) => ChangeAsync(
        authorizationId,
        (trouble, row, _) =>
        {
            trouble.Postpone(row);
            return Task.CompletedTask;
        },
        cancellationToken);

    public Task EndTroubleAsync(Guid authorizationId, CancellationToken cancellationToken) =>
        ChangeAsync(authorizationId, (trouble, row, token) => trouble.EndAsync(row, token), cancellationToken);

    private async Task ChangeAsync(
        Guid authorizationId, Func<AuthorizationTrouble, Authorization, CancellationToken, Task> change, CancellationToken cancellationToken)
    {
        await store.WriteAsync(
            async (db, token) =>
            {
                if (await db.Authorizations.SingleOrDefaultAsync(a => a.Id == authorizationId, token) is { } row)
                {
                    await change(new AuthorizationTrouble(db, settings, clock.GetUtcNow()), row, token);
                }
            },
            cancellationToken);
        changes.Publish(ChangeTopic.Connections);
        changes.Publish(ChangeTopic.Errors);
    }

    private string? Open(SecretKind kind, string? value) => value is null ? null : secrets.Unprotect(kind, value);
}
