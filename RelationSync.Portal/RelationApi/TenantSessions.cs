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

    /// <summary>Null if there is no such tenant, or if its token can't be decrypted: then it counts as refused, and a new one is asked for.</summary>
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

        if (TokenOf(secrets, tenant) is not { } readable)
        {
            if (tenant.State != RelationTenantState.TokenRefused)
            {
                logger.LogError("The API token of Re:lation's tenant {Subdomain} can't be decrypted: the keys aren't those it was stored with.", subdomain);
                await store.WriteAsync((db, token) => RefuseAsync(db, tenant, token), WriteGuard.Rows, cancellationToken);
            }

            return null;
        }

        session = new TenantSession(tenant, readable, clock);
        var users = await store.ReadAsync((db, token) => db.RelationUsers.AsNoTracking().Where(u => u.Subdomain == subdomain).ToListAsync(token), cancellationToken);
        session.TakeUsers(users.Select(u => new ApiUser(u.Mention, u.Email, u.LastName, u.FirstName, u.Status)), tenant.UsersReadAt);
        return _sessions[subdomain] = session;
    }

    /// <summary>Null if the keys aren't those it was stored with.</summary>
    public static string? TokenOf(ISecretBox secrets, RelationTenant tenant)
    {
        try
        {
            return secrets.Unprotect(SecretKind.RelationToken, tenant.TokenProtected);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private async Task RefuseAsync(RelationSyncDb db, RelationTenant unreadable, CancellationToken cancellationToken)
    {
        if (await db.RelationTenants.SingleOrDefaultAsync(t => t.Subdomain == unreadable.Subdomain && t.TokenProtected == unreadable.TokenProtected, cancellationToken) is { } tenant)
        {
            (tenant.State, tenant.StateSince) = (RelationTenantState.TokenRefused, clock.GetUtcNow() + TimeSpan.FromTicks(tenant.ClockOffsetTicks));
        }
    }
}
