using System.Runtime.CompilerServices;
using System.Security.Claims;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Access;

/// <summary>Admits administrators alone (R-S1), by what the store says of them now: a page may be older than that. Whom it refuses is logged.</summary>
internal sealed class Administrators(AccountSessions sessions, AccessDenied refused)
{
    /// <param name="user">Who asks.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <param name="command">What for; given by the compiler.</param>
    public async Task<bool> AdmitAsync(ClaimsPrincipal user, CancellationToken cancellationToken, [CallerFilePath] string command = "")
    {
        if (await sessions.FindAsync(user, cancellationToken) is { Role: AccountRole.Administrator })
        {
            return true;
        }

        refused.Command(user, CommandName.Of(command));
        return false;
    }
}
