using Microsoft.Extensions.Options;
using RelationSync.Portal.Access;
using RelationSync.Portal.Accounts.SingleSignOn;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>A new password by a one-time link: every session before it ends. A link does so once, however many try at a time.</summary>
internal sealed class ResetPassword(
    Store store, PasswordHashing hashing, ChosenPasswords chosen, AccountSessions sessions, TimeProvider time, IOptions<SingleSignOnOptions> singleSignOn)
{
    /// <summary>Whose link it is, where it still works.</summary>
    public async Task<string?> FindAsync(string? token, CancellationToken cancellationToken) =>
        (await store.ReadAsync((db, ct) => ResetTokens.FindAsync(db, token, time.GetUtcNow(), singleSignOn.Value.IsOnly, ct), cancellationToken))?.Email;

    public async Task<Outcome<Account>> RunAsync(string? token, string? password, string? address, CancellationToken cancellationToken)
    {
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
                var now = time.GetUtcNow();
                if (await ResetTokens.FindAsync(db, token, now, singleSignOn.Value.IsOnly, ct) is not { } account)
                {
                    return CommandFault.LinkUnusable;
                }

                (account.PasswordHash, account.SecurityStamp) = (hash, SecretToken.NewStamp());
                await ResetTokens.RevokeAsync(db, account.Id, ct);
                db.Audit(account, address, AuditAct.PasswordChanged, now, ("by", "reset_link"));
                return account;
            },
            cancellationToken);
        if (outcome.Value is { } changed)
        {
            sessions.Invalidate(changed.Id);
        }

        return outcome;
    }
}
