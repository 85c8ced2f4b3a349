using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>Invites somebody by a link that is told once. Inviting the same person again replaces the link before.</summary>
internal sealed class InviteUser(AccountCommands<InviteUser> commands, OneTimeLinks links)
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(72);

    public Task<Outcome<NewLink>> RunAsync(ClaimsPrincipal user, string email, AccountRole role, CancellationToken cancellationToken)
    {
        var given = email.Trim();
        return commands.ChangeAsync<NewLink>(
            user,
            async (db, now, ct) =>
            {
                if (!EmailAddress.IsValid(given))
                {
                    return CommandFault.EmailInvalid;
                }

                var normalized = EmailAddress.Normalize(given);
                if (await db.Accounts.AnyAsync(a => a.NormalizedEmail == normalized, ct))
                {
                    return CommandFault.EmailTaken;
                }

                var token = SecretToken.New();
                var invitation = new Invitation
                {
                    Id = Guid.CreateVersion7(now),
                    Email = given,
                    NormalizedEmail = normalized,
                    Role = role,
                    TokenHash = SecretToken.HashOf(token),
                    CreatedAt = now,
                    ExpiresAt = now + Lifetime,
                };
                await db.Invitations.Where(i => i.NormalizedEmail == normalized).ExecuteDeleteAsync(ct);
                db.Add(invitation);
                db.Audit(user, AuditAct.AccountInvited, given, now, ("role", role.ToString()));
                return new NewLink(given, links.To(OneTimeLinks.InvitationPath, token), invitation.ExpiresAt);
            },
            cancellationToken);
    }
}
