using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>What everybody may do with their own account, whatever their role.</summary>
internal sealed class OwnAccount(Store store, PasswordHashing hashing, ChosenPasswords chosen, AccountSessions sessions, AccessDenied refused, TimeProvider time)
{
    /// <summary>A new password; the present one has been verified. Every session ends: the caller opens a new one for this device.</summary>
    public async Task<Outcome<Account>> SetPasswordAsync(ClaimsPrincipal user, string? password, CancellationToken cancellationToken)
    {
        if (chosen.Check(password, user.Identity?.Name ?? "") is { } fault)
        {
            return fault;
        }

        var hash = await hashing.HashAsync(password!, cancellationToken);
        return await ChangeAsync(
            user,
            async (db, account, token) =>
            {
                account.PasswordHash = hash;
                await ResetTokens.RevokeAsync(db, account.Id, token);
                db.Audit(user, AuditAct.PasswordChanged, account.Email, time.GetUtcNow());
            },
            cancellationToken);
    }

    /// <summary>Ends every session, this one as well.</summary>
    public Task<Outcome<Account>> SignOutEverywhereAsync(ClaimsPrincipal user, CancellationToken cancellationToken) => ChangeAsync(
        user,
        (db, account, _) =>
        {
            db.Audit(user, AuditAct.SignedOutEverywhere, account.Email, time.GetUtcNow());
            return Task.CompletedTask;
        },
        cancellationToken);

    private async Task<Outcome<Account>> ChangeAsync(
        ClaimsPrincipal user, Func<RelationSyncDb, Account, CancellationToken, Task> change, CancellationToken cancellationToken)
    {
        var outcome = await store.WriteAsync<Outcome<Account>>(
            async (db, token) =>
            {
                if (await sessions.FindAsync(db, user, token) is not { } holding)
                {
                    return CommandFault.NotAllowed;
                }

                var account = await db.Accounts.SingleAsync(a => a.Id == holding.Id, token);
                account.SecurityStamp = SecretToken.NewStamp();
                await change(db, account, token);
                return account;
            },
            cancellationToken);
        if (outcome.Value is { } changed)
        {
            sessions.Invalidate(changed.Id);
        }
        else
        {
            refused.Command(user, nameof(OwnAccount));
        }

        return outcome;
    }
}
