using System.Security.Claims;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>Gives somebody else another role. Their sessions end; who has that role already notices nothing.</summary>
internal sealed class ChangeRole(AccountCommands<ChangeRole> commands)
{
    /// <summary>Null: done.</summary>
    public Task<CommandFault?> RunAsync(ClaimsPrincipal user, Guid accountId, AccountRole role, CancellationToken cancellationToken) => commands.ChangeAccountAsync(
        user,
        accountId,
        async (db, account, now, token) =>
        {
            if (account.Role == role)
            {
                return null;
            }

            if (await LastAdministrator.IsAsync(db, account, token))
            {
                return CommandFault.LastAdministrator;
            }

            if (accountId == user.AccountId())
            {
                return CommandFault.Oneself;
            }

            db.Audit(user, AuditAct.AccountRoleChanged, account.Email, now, ("from", account.Role.ToString()), ("to", role.ToString()));
            (account.Role, account.SecurityStamp) = (role, SecretToken.NewStamp());
            return null;
        },
        cancellationToken);
}
