using System.Security.Claims;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Data;

namespace RelationSync.Portal.Connecting;

/// <summary>Admits administrators alone (R-S1), by what the store says of them now: a page may be older than that.</summary>
internal sealed class Administrators(AccountSessions sessions)
{
    public async Task<bool> AdmitAsync(ClaimsPrincipal user, CancellationToken cancellationToken) =>
        await sessions.FindAsync(user, cancellationToken) is { Role: AccountRole.Administrator };
}
