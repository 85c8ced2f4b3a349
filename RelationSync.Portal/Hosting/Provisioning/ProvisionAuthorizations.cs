using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting.Provisioning;

/// <summary>The authorisations behind the connections of the file: entries with one token share one.</summary>
internal sealed class ProvisionAuthorizations(ISecretBox secrets, SyncSettings settings, TimeProvider time)
{
    /// <summary>The authorisation of another entry with the same token, else a new one.</summary>
    public async Task<Authorization> FindOrMakeAsync(ProvisioningRun run, ProvisionedConnection entry, CancellationToken cancellationToken)
    {
        if (await FindAsync(run, entry, cancellationToken) is { } shared)
        {
            return shared;
        }

        var authorization = new Authorization
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            LoginUrl = entry.LoginUrl,
            RefreshTokenProtected = "",
            CreatedAt = time.GetUtcNow(),
        };
        SetSecret(authorization, entry);
        Change(authorization, entry);
        run.Db.Add(authorization);
        return authorization;
    }

    /// <summary>Takes over what the file says of it but the token.</summary>
    public void Change(Authorization authorization, ProvisionedConnection entry)
    {
        authorization.LoginUrl = entry.LoginUrl;
        authorization.ClientId = entry.ClientId;
        authorization.ClientSecretProtected = entry.ClientSecret is null ? null : secrets.Protect(SecretKind.ClientSecret, entry.ClientSecret);
        authorization.Version++;
    }

    /// <summary>The token's own value in the file has changed: it counts from now on.</summary>
    public async Task ReplaceAsync(
        ProvisioningRun run, ProvisioningFile file, Connection connection, ProvisionedConnection entry, CancellationToken cancellationToken)
    {
        if (await FindAsync(run, entry, cancellationToken) is { } shared)
        {
            await MoveAsync(run, connection, shared, cancellationToken);
        }
        else if (await IsSharedWithAnotherTokenAsync(run, file, connection, entry, cancellationToken))
        {
            await MoveAsync(run, connection, await FindOrMakeAsync(run, entry, cancellationToken), cancellationToken);
        }
        else
        {
            await RenewAsync(run, connection.Authorization, entry, cancellationToken);
        }
    }

    /// <summary>Salesforce has given a token, for the user and org that it is of.</summary>
    public async Task FillAsync(ProvisioningRun run, Authorization authorization, TokenAnswer answer, CancellationToken cancellationToken)
    {
        authorization.RefreshTokenProtected = secrets.Protect(SecretKind.RefreshToken, answer.RefreshToken ?? "");
        authorization.AccessTokenProtected = secrets.Protect(SecretKind.AccessToken, answer.AccessToken);
        authorization.InstanceUrl = answer.Instance.Value;
        (authorization.OrgId, authorization.UserId, authorization.RefreshedAt) = (answer.OrgId, answer.UserId, time.GetUtcNow());
        authorization.Version++;
        await EndTroubleAsync(run, authorization, cancellationToken);
    }

    private async Task RenewAsync(ProvisioningRun run, Authorization authorization, ProvisionedConnection entry, CancellationToken cancellationToken)
    {
        Change(authorization, entry);
        SetSecret(authorization, entry);
        authorization.AccessTokenProtected = null;
        authorization.InstanceUrl = null;
        // It is asked at once what it is worth.
        authorization.RefreshedAt = null;
        await EndTroubleAsync(run, authorization, cancellationToken);
    }

    private void SetSecret(Authorization authorization, ProvisionedConnection entry)
    {
        authorization.RefreshTokenProtected = secrets.Protect(SecretKind.RefreshToken, entry.RefreshToken);
        authorization.SigningKeyProtected = entry.SigningKey is { } key ? secrets.Protect(SecretKind.SigningKey, key.PrivateKey) : null;
        authorization.Username = entry.SigningKey?.Username ?? authorization.Username;
    }

    private Task EndTroubleAsync(ProvisioningRun run, Authorization authorization, CancellationToken cancellationToken) =>
        new AuthorizationTrouble(run.Db, settings, time.GetUtcNow()).EndAsync(authorization, cancellationToken);

    /// <summary>Authorisations of entries that have this token already.</summary>
    public static IQueryable<Authorization> Sharers(RelationSyncDb db, ProvisioningHashes hashes, ProvisionedConnection entry)
    {
        var hash = hashes.OfSecret(entry.Secret);
        var ids = db.ProvisionedEntries.Where(e => e.Kind == ProvisionConnections.Kind && e.SecretHash == hash).AsEnumerable()
            .Select(e => AppliedConnection.Parse(e.Hash)?.ConnectionId).OfType<Guid>().ToList();
        return db.Connections.Where(c => ids.Contains(c.Id)).Select(c => c.Authorization);
    }

    private static Task<Authorization?> FindAsync(ProvisioningRun run, ProvisionedConnection entry, CancellationToken cancellationToken) =>
        Sharers(run.Db, run.Hashes, entry).FirstOrDefaultAsync(a => a.LoginUrl == entry.LoginUrl && a.ClientId == entry.ClientId, cancellationToken);

    // Whether the present authorisation is also that of an entry whose token stays another.
    private static async Task<bool> IsSharedWithAnotherTokenAsync(
        ProvisioningRun run, ProvisioningFile file, Connection connection, ProvisionedConnection entry, CancellationToken cancellationToken)
    {
        var others = file.Connections.Where(c => c.Secret != entry.Secret).Select(c => c.Inbox).ToList();
        return await run.Db.Connections.AnyAsync(
            c => c.AuthorizationId == connection.AuthorizationId && others.Contains(c.Inbox.Key), cancellationToken);
    }

    private static async Task MoveAsync(ProvisioningRun run, Connection connection, Authorization to, CancellationToken cancellationToken)
    {
        var before = connection.Authorization;
        connection.Authorization = to;
        await run.Db.SaveChangesAsync(cancellationToken);
        if (!await run.Db.Connections.AnyAsync(c => c.AuthorizationId == before.Id, cancellationToken))
        {
            run.Db.Remove(before);
        }
    }
}
