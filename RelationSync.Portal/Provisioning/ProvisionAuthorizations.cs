using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Data;
using RelationSync.Portal.Startup;

namespace RelationSync.Portal.Provisioning;

/// <summary>The authorisations behind the connections of the file: entries with one token share one.</summary>
internal sealed class ProvisionAuthorizations(ISecretBox secrets, TimeProvider time)
{
    /// <summary>The authorisation of another entry with the same token, else a new one.</summary>
    public async Task<Authorization> FindOrMakeAsync(ProvisioningRun run, ConnectionEntry entry, CancellationToken cancellationToken)
    {
        if (await FindAsync(run, entry, cancellationToken) is { } shared)
        {
            return shared;
        }

        var authorization = new Authorization
        {
            Id = Guid.CreateVersion7(time.GetUtcNow()),
            LoginUrl = entry.LoginUrl,
            RefreshTokenProtected = secrets.Protect(SecretKind.RefreshToken, entry.RefreshToken),
            CreatedAt = time.GetUtcNow(),
        };
        Change(authorization, entry);
        run.Db.Add(authorization);
        return authorization;
    }

    /// <summary>Takes over what the file says of it but the token.</summary>
    public void Change(Authorization authorization, ConnectionEntry entry)
    {
        authorization.LoginUrl = entry.LoginUrl;
        authorization.ClientId = entry.ClientId;
        authorization.ClientSecretProtected = entry.ClientSecret is null ? null : secrets.Protect(SecretKind.ClientSecret, entry.ClientSecret);
        authorization.Version++;
    }

    /// <summary>The token's own value in the file has changed: it counts from now on.</summary>
    public async Task ReplaceAsync(
        ProvisioningRun run, ProvisioningFile file, Connection connection, ConnectionEntry entry, CancellationToken cancellationToken)
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
            Renew(connection.Authorization, entry);
        }
    }

    private void Renew(Authorization authorization, ConnectionEntry entry)
    {
        Change(authorization, entry);
        authorization.RefreshTokenProtected = secrets.Protect(SecretKind.RefreshToken, entry.RefreshToken);
        authorization.AccessTokenProtected = null;
        authorization.InstanceUrl = null;
        authorization.GoneAt = null;
        authorization.GoneCode = null;
    }

    private static async Task<Authorization?> FindAsync(ProvisioningRun run, ConnectionEntry entry, CancellationToken cancellationToken)
    {
        var hash = run.Hashes.OfSecret(entry.RefreshToken);
        var entries = await run.Db.ProvisionedEntries
            .Where(e => e.Kind == ProvisionConnections.Kind && e.SecretHash == hash).ToListAsync(cancellationToken);
        var ids = entries.Select(e => AppliedConnection.Parse(e.Hash)?.ConnectionId).OfType<Guid>().ToList();
        return await run.Db.Connections.Where(c => ids.Contains(c.Id)).Select(c => c.Authorization)
            .FirstOrDefaultAsync(a => a.LoginUrl == entry.LoginUrl && a.ClientId == entry.ClientId, cancellationToken);
    }

    // Whether the present authorisation is also that of an entry whose token stays another.
    private static async Task<bool> IsSharedWithAnotherTokenAsync(
        ProvisioningRun run, ProvisioningFile file, Connection connection, ConnectionEntry entry, CancellationToken cancellationToken)
    {
        var others = file.Connections.Where(c => c.RefreshToken != entry.RefreshToken).Select(c => c.Inbox).ToList();
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
