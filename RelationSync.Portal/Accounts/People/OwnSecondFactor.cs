using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>
/// What people do with their own second factor; their password has been verified. Turning it on or off ends every
/// session: the caller opens a new one for this device.
/// </summary>
internal sealed class OwnSecondFactor(
    Store store, SecondFactor factor, AccountSessions sessions, RequiredSecondFactor required, AccessDenied refused, ChangeFeed changes, TimeProvider time)
{
    /// <summary>How it is with who is signed in, or null: nobody is any more.</summary>
    public Task<OwnSecondFactorView?> FindAsync(ClaimsPrincipal user, CancellationToken cancellationToken) => store.ReadAsync(
        async (db, token) => await sessions.FindAsync(db, user, token) is { } holding
            ? new OwnSecondFactorView(
                await db.Accounts.SingleAsync(a => a.Id == holding.Id, token),
                await RecoveryCodes.LeftAsync(db, holding.Id, token),
                required.IsFor(holding.Role))
            : null,
        cancellationToken);

    /// <summary>Turns it on with the key that was offered, once a first code was made with it. Answers the recovery codes.</summary>
    public Task<Outcome<NewRecoveryCodes>> TurnOnAsync(ClaimsPrincipal user, byte[] key, string? code, CancellationToken cancellationToken) => ChangeAsync(
        user,
        async (db, account, token) =>
        {
            if (account.HasSecondFactor)
            {
                return CommandFault.KeyExpired;
            }

            if (!factor.TurnOn(account, key, code))
            {
                return CommandFault.CodeWrong;
            }

            account.SecurityStamp = SecretToken.NewStamp();
            db.Audit(user, AuditAct.SecondFactorTurnedOn, account.Email, time.GetUtcNow());
            return new NewRecoveryCodes(account, await RecoveryCodes.RenewAsync(db, account.Id, token));
        },
        cancellationToken);

    /// <summary>New recovery codes in place of those before.</summary>
    public Task<Outcome<NewRecoveryCodes>> RenewCodesAsync(ClaimsPrincipal user, string? code, CancellationToken cancellationToken) => ChangeAsync(
        user,
        async (db, account, token) =>
        {
            if (await factor.UseAsync(db, account, code, user.ClientAddress(), token) is null)
            {
                return CommandFault.CodeWrong;
            }

            db.Audit(user, AuditAct.RecoveryCodesMade, account.Email, time.GetUtcNow());
            return new NewRecoveryCodes(account, await RecoveryCodes.RenewAsync(db, account.Id, token));
        },
        cancellationToken);

    /// <summary>Turns it off.</summary>
    public Task<Outcome<NewRecoveryCodes>> TurnOffAsync(ClaimsPrincipal user, string? code, CancellationToken cancellationToken) => ChangeAsync(
        user,
        async (db, account, token) =>
        {
            if (await factor.UseAsync(db, account, code, user.ClientAddress(), token) is null)
            {
                return CommandFault.CodeWrong;
            }

            await SecondFactor.TakeOffAsync(db, account, token);
            db.Audit(user, AuditAct.SecondFactorTurnedOff, account.Email, time.GetUtcNow());
            return new NewRecoveryCodes(account, []);
        },
        cancellationToken);

    private async Task<Outcome<NewRecoveryCodes>> ChangeAsync(
        ClaimsPrincipal user, Func<RelationSyncDb, Account, CancellationToken, Task<Outcome<NewRecoveryCodes>>> change, CancellationToken cancellationToken)
    {
        var outcome = await store.WriteAsync(
            async (db, token) => await sessions.FindAsync(db, user, token) is { } holding
                ? await change(db, await db.Accounts.SingleAsync(a => a.Id == holding.Id, token), token)
                : CommandFault.NotAllowed,
            cancellationToken);
        if (outcome.Value is { } changed)
        {
            sessions.Invalidate(changed.Account.Id);
            changes.Publish(ChangeTopic.People);
        }
        else if (outcome.Fault is CommandFault.NotAllowed)
        {
            refused.Command(user, nameof(OwnSecondFactor));
        }

        return outcome;
    }
}

/// <summary>How it is with one's own second factor.</summary>
/// <param name="Account">Whose.</param>
/// <param name="CodesLeft">Recovery codes that weren't used yet.</param>
/// <param name="IsRequired">Whether they may not be without.</param>
internal sealed record OwnSecondFactorView(Account Account, int CodesLeft, bool IsRequired);

/// <summary>Recovery codes, told once; none where the second factor was turned off.</summary>
/// <param name="Account">Whose, as it is now.</param>
/// <param name="Codes">In groups of four.</param>
internal sealed record NewRecoveryCodes(Account Account, IReadOnlyList<string> Codes)
{
    /// <summary>Never the codes.</summary>
    public override string ToString() => $"{Codes.Count} recovery codes";
}
