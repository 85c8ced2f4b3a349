using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>Removes somebody else's account. Their sessions end; what they did stays in the audit log under their e-mail.</summary>
internal sealed class DeleteUser(AccountCommands<DeleteUser> commands)
{
    /// <summary>Null: done.</summary>
    public Task<CommandFault?> RunAsync(ClaimsPrincipal user, Guid accountId, CancellationToken cancellationToken) => commands.ChangeAccountAsync(
        user,
        accountId,
        async (db, account, now, token) =>
        {
            if (await LastAdministrator.IsAsync(db, account, token))
            {
                return CommandFault.LastAdministrator;
            }

            if (accountId == user.AccountId())
            {
                return CommandFault.Oneself;
            }

            await ResetTokens.RevokeAsync(db, accountId, token);
            await RecoveryCodes.RevokeAsync(db, accountId, token);
            await db.OpenSessions.Where(s => s.AccountId == accountId).ExecuteDeleteAsync(token);
            await db.ProviderSessions.Where(s => s.AccountId == accountId).ExecuteDeleteAsync(token);
            db.Remove(account);
            db.Audit(user, AuditAct.AccountDeleted, account.Email, now, ("role", account.Role.ToString()));
            return null;
        },
        cancellationToken);
}
