using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.SingleSignOn;

/// <summary>Unlinks an account from the provider's person; the next sign-in with its verified email links again. Its sessions end.</summary>
internal sealed class UnlinkSingleSignOn(AccountCommands<UnlinkSingleSignOn> commands)
{
    /// <summary>Null: done.</summary>
    public Task<CommandFault?> RunAsync(ClaimsPrincipal user, Guid accountId, CancellationToken cancellationToken) => commands.ChangeAccountAsync(
        user,
        accountId,
        async (db, account, now, token) =>
        {
            if (await db.ProviderLogins.Where(l => l.AccountId == accountId).ExecuteDeleteAsync(token) > 0)
            {
                account.SecurityStamp = SecretToken.NewStamp();
                db.Audit(user, AuditAct.SingleSignOnUnlinked, account.Email, now);
            }

            return null;
        },
        cancellationToken);
}
