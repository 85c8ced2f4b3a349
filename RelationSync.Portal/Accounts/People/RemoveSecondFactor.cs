using System.Security.Claims;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>Takes the second factor from somebody else who is locked out: their password alone lets them in again. Their sessions end.</summary>
internal sealed class RemoveSecondFactor(AccountCommands<RemoveSecondFactor> commands)
{
    /// <summary>Null: done. One's own is turned off on the page for it, which asks for password and code.</summary>
    public Task<CommandFault?> RunAsync(ClaimsPrincipal user, Guid accountId, CancellationToken cancellationToken) => commands.ChangeAccountAsync(
        user,
        accountId,
        async (db, account, now, token) =>
        {
            if (accountId == user.AccountId())
            {
                return CommandFault.Oneself;
            }

            if (account.HasSecondFactor)
            {
                await SecondFactor.TakeOffAsync(db, account, token);
                db.Audit(user, AuditAct.SecondFactorRemoved, account.Email, now);
            }

            return null;
        },
        cancellationToken);
}
