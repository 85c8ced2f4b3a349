using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Access;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.SingleSignOn;

/// <summary>By which ways the signed-in person can sign in.</summary>
internal sealed class OwnWaysIn(Store store, AccountSessions sessions, IOptions<SingleSignOnOptions> options)
{
    public Task<WaysIn> FindAsync(ClaimsPrincipal user, CancellationToken cancellationToken) => store.ReadAsync(
        async (db, token) =>
        {
            if (await sessions.FindAsync(db, user, token) is not { } account)
            {
                return new WaysIn(false, null);
            }

            var hasPassword = !options.Value.IsOnly && await db.Accounts.AnyAsync(a => a.Id == account.Id && a.PasswordHash != PasswordHashing.None, token);
            var linked = await db.ProviderLogins.Where(l => l.AccountId == account.Id).OrderBy(l => l.Since).FirstOrDefaultAsync(token);
            return new WaysIn(hasPassword, linked?.Since);
        },
        cancellationToken);
}

/// <summary>Ways to sign in of one account.</summary>
/// <param name="Password">False: passwords are turned off, or the account has none.</param>
/// <param name="LinkedSince">Null: not linked to a provider.</param>
public sealed record WaysIn(bool Password, DateTimeOffset? LinkedSince);
