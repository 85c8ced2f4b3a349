using System.Collections.Concurrent;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Relation;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>Opens a tenant for reading, and keeps what a reader knows from one turn to the next.</summary>
internal sealed class TenantSessions(Store store, ISecretBox secrets, TimeProvider clock, ILogger<TenantSessions> logger)
{
    private readonly ConcurrentDictionary<string, TenantSession> _sessions = new(StringComparer.Ordinal);

    /// <summary>Null where there is no such tenant, or its token can't be decrypted.</summary>
    public async Task<TenantSession?> OpenAsync(string subdomain, CancellationToken cancellationToken)
    {
        var tenant = await store.ReadAsync((db, token) => db.RelationTenants.AsNoTracking().SingleOrDefaultAsync(t => t.Subdomain == subdomain, token), cancellationToken);
        if (tenant is null)
        {
            _sessions.TryRemove(subdomain, out _);
            return null;
        }

        if (_sessions.TryGetValue(subdomain, out var session) && session.TokenProtected == tenant.TokenProtected)
        {
            // An administrator or another node may have let it go on.
            if (tenant.PausedUntil is null && session.Rate.State.PausedUntil is not null && tenant.State == RelationTenantState.Active)
            {
                session.Rate.Pause(session.Now);
            }

            return session;
        }

        try
        {
            session = new TenantSession(tenant, secrets.Unprotect(SecretKind.RelationToken, tenant.TokenProtected), clock);
        }
        catch (CryptographicException)
        {
            logger.LogError("The API token of Re:lation's tenant {Subdomain} can't be decrypted: the keys aren't those it was stored with.", subdomain);
            return null;
        }

        var users = await store.ReadAsync((db, token) => db.RelationUsers.AsNoTracking().Where(u => u.Subdomain == subdomain).ToListAsync(token), cancellationToken);
        session.TakeUsers(users.Select(u => new ApiUser(u.Mention, u.Email, u.LastName, u.FirstName, u.Status)), tenant.UsersReadAt);
        return _sessions[subdomain] = session;
    }
}
