using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Accounts.SingleSignOn;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>Makes the account of who was invited, with the password that they choose. A link does so once, however many try at a time.</summary>
internal sealed class AcceptInvitation(
    Store store, PasswordHashing hashing, ChosenPasswords chosen, ChangeFeed changes, TimeProvider time, IOptions<SingleSignOnOptions> singleSignOn)
{
    /// <summary>Whom the link invites, where it still works.</summary>
    public async Task<string?> FindAsync(string? token, CancellationToken cancellationToken) =>
        (await store.ReadAsync((db, ct) => FindAsync(db, token, ct), cancellationToken))?.Email;

    public async Task<Outcome<Account>> RunAsync(string? token, string? password, string? address, CancellationToken cancellationToken)
    {
        if (singleSignOn.Value.IsOnly)
        {
            return CommandFault.PasswordsOff;
        }

        if (await FindAsync(token, cancellationToken) is not { } email)
        {
            return CommandFault.LinkUnusable;
        }

        if (chosen.Check(password, email) is { } fault)
        {
            return fault;
        }

        var hash = await hashing.HashAsync(password!, cancellationToken);
        var outcome = await store.WriteAsync<Outcome<Account>>(
            async (db, ct) =>
            {
                if (await FindAsync(db, token, ct) is not { } invitation
                    || await db.Accounts.AnyAsync(a => a.NormalizedEmail == invitation.NormalizedEmail, ct))
                {
                    return CommandFault.LinkUnusable;
                }

                var now = time.GetUtcNow();
                var account = AccountService.New(invitation.Email, hash, invitation.Role, now);
                db.Add(account);
                db.Remove(invitation);
                db.Audit(account, address, AuditAct.AccountCreated, now, ("role", account.Role.ToString()), ("by", "invitation"));
                return account;
            },
            cancellationToken);
        changes.Publish(ChangeTopic.People);
        return outcome;
    }

    private Task<Invitation?> FindAsync(RelationSyncDb db, string? token, CancellationToken cancellationToken)
    {
        var (hash, now) = (SecretToken.HashOf(token), time.GetUtcNow());
        return db.Invitations.SingleOrDefaultAsync(i => i.TokenHash == hash && i.ExpiresAt > now, cancellationToken);
    }
}
