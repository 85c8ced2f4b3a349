using System.Security.Claims;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>Signs somebody out everywhere: every session and every open page of theirs ends.</summary>
internal sealed class EndSessions(AccountCommands<EndSessions> commands)
{
    /// <summary>Null: done.</summary>
    public Task<CommandFault?> RunAsync(ClaimsPrincipal user, Guid accountId, CancellationToken cancellationToken) => commands.ChangeAccountAsync(
        user,
        accountId,
        (db, account, now, _) =>
        {
            account.SecurityStamp = SecretToken.NewStamp();
            db.Audit(user, accountId == user.AccountId() ? AuditAct.SignedOutEverywhere : AuditAct.SessionsEnded, account.Email, now);
            return Task.FromResult<CommandFault?>(null);
        },
        cancellationToken);
}
