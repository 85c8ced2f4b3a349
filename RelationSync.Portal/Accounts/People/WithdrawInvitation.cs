using System.Security.Claims;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>Takes an invitation back: its link no longer works.</summary>
internal sealed class WithdrawInvitation(AccountCommands<WithdrawInvitation> commands)
{
    /// <summary>Null: done.</summary>
    public async Task<CommandFault?> RunAsync(ClaimsPrincipal user, Guid invitationId, CancellationToken cancellationToken)
    {
        var outcome = await commands.ChangeAsync<bool>(
            user,
            async (db, now, token) =>
            {
                if (await db.Invitations.FindAsync([invitationId], token) is not { } invitation)
                {
                    return CommandFault.NotFound;
                }

                db.Remove(invitation);
                db.Audit(user, AuditAct.InvitationWithdrawn, invitation.Email, now);
                return true;
            },
            cancellationToken);
        return outcome.Fault;
    }
}
