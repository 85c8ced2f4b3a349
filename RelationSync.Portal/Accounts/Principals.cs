using System.Security.Claims;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts;

internal static class Principals
{
    /// <summary>The account with a new session.</summary>
    public static ClaimsPrincipal Of(Account account, string scheme, DateTimeOffset now, bool isBySingleSignOn = false) =>
        AccountClaims.NewSession(account.Id, account.Email, account.Role.ToString(), account.SecurityStamp, scheme, now, isBySingleSignOn);
}
