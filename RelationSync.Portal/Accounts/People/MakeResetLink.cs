using System.Security.Claims;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Accounts.SingleSignOn;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>Makes a link by which somebody else sets a new password. It is told once; the one before no longer works.</summary>
internal sealed class MakeResetLink(AccountCommands<MakeResetLink> commands, OneTimeLinks links, IOptions<SingleSignOnOptions> singleSignOn)
{
    public Task<Outcome<NewLink>> RunAsync(ClaimsPrincipal user, Guid accountId, CancellationToken cancellationToken) => commands.ChangeAsync<NewLink>(
        user,
        async (db, now, ct) =>
        {
            if (singleSignOn.Value.IsOnly)
            {
                return CommandFault.PasswordsOff;
            }

            if (await db.Accounts.FindAsync([accountId], ct) is not { } account)
            {
                return CommandFault.NotFound;
            }

            var token = await ResetTokens.AddAsync(db, accountId, now, isFromMachine: false, ct);
            db.Audit(user, AuditAct.ResetLinkMade, account.Email, now);
            return new NewLink(account.Email, links.To(OneTimeLinks.ResetPath, token), now + ResetTokens.Lifetime);
        },
        cancellationToken);
}
