using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Live;
using RelationSync.Portal.Options;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Startup;

namespace RelationSync.Portal.Data;

/// <summary>Authorisations with their secrets encrypted. Tokens are compared and set by their version.</summary>
internal sealed class AuthorizationStore(Store store, ISecretBox secrets, IOptions<SalesforceOptions> options, ChangeFeed changes, TimeProvider clock)
    : IAuthorizationStore
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
                row.Version);
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
            row.Username = row.UserId == tokens.UserId ? row.Username : null; // another user's token, by a changed file
            row.UserId = tokens.UserId;
            row.RefreshedAt = clock.GetUtcNow();
            row.Version++;
            return true;
        },
        cancellationToken);

    public async Task MarkGoneAsync(Guid authorizationId, long expectedVersion, SalesforceFailure failure, CancellationToken cancellationToken)
    {
        await store.WriteAsync(
            async (db, token) =>
            {
                var row = await db.Authorizations.SingleOrDefaultAsync(a => a.Id == authorizationId && a.Version == expectedVersion, token);
                if (row is not null)
                {
                    await MarkGoneAsync(db, row, failure, clock.GetUtcNow(), token);
                }
            },
            cancellationToken);
        changes.Publish(ChangeTopic.Connections);
        changes.Publish(ChangeTopic.Errors);
    }

    /// <summary>Once an episode: every connection of the authorisation has its own log, and one entry in it (R-A4).</summary>
    internal static async Task MarkGoneAsync(
        RelationSyncDb db, Authorization authorization, SalesforceFailure failure, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (authorization.GoneAt is not null)
        {
            return;
        }

        authorization.GoneAt = now;
        authorization.GoneCode = failure.Code;
        foreach (var connection in await db.Connections.Where(c => c.AuthorizationId == authorization.Id).ToListAsync(cancellationToken))
        {
            db.LogEntries.Add(new LogEntry
            {
                At = now,
                InboxId = connection.InboxId,
                ConnectionId = connection.Id,
                Severity = LogSeverity.Error,
                Category = LogCategory.Authorization,
                Code = failure.Code,
                Message = failure.Message,
            });
        }
    }

    private string? Open(SecretKind kind, string? value) => value is null ? null : secrets.Unprotect(kind, value);
}
