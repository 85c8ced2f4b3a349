using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>
/// What people do with their own second factor; their password has been verified. Turning it on or off ends every
/// session: the caller opens a new one for this device.
/// </summary>
internal sealed class OwnSecondFactor(
    Store store, SecondFactor factor, AccountSessions sessions, RequiredSecondFactor required, FactorChanges changes, TimeProvider time)
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

    /// <summary>
    /// Sets up an authenticator app with the key that was offered, once a first code was made with it. Answers the recovery
    /// codes, unless the account has passkeys and so has some already.
    /// </summary>
    public Task<Outcome<NewRecoveryCodes>> TurnOnAsync(ClaimsPrincipal user, byte[] key, string? code, CancellationToken cancellationToken) => ChangeAsync(
        user,
        async (db, account, token) =>
        {
            if (account.HasAuthenticator)
            {
                return CommandFault.KeyExpired;
            }

            var isFirst = !account.HasSecondFactor;
            if (!factor.TurnOn(account, key, code))
            {
                return CommandFault.CodeWrong;
            }

            account.SecurityStamp = SecretToken.NewStamp();
            db.Audit(user, AuditAct.SecondFactorTurnedOn, account.Email, time.GetUtcNow());
            return new NewRecoveryCodes(account, isFirst ? await RecoveryCodes.RenewAsync(db, account.Id, token) : []);
        },
        cancellationToken);

    /// <summary>New recovery codes in place of those before.</summary>
    public Task<Outcome<NewRecoveryCodes>> RenewCodesAsync(
        ClaimsPrincipal user, FactorProof proof, CancellationToken cancellationToken) => ChangeAsync(
        user,
        async (db, account, token) =>
        {
            if (await factor.UseAsync(db, account, proof, user.ClientAddress(), token) is null)
            {
                return CommandFault.CodeWrong;
            }

            db.Audit(user, AuditAct.RecoveryCodesMade, account.Email, time.GetUtcNow());
            return new NewRecoveryCodes(account, await RecoveryCodes.RenewAsync(db, account.Id, token));
        },
        cancellationToken);

    /// <summary>Turns the authenticator app off; passkeys stay.</summary>
    public Task<Outcome<NewRecoveryCodes>> TurnOffAsync(ClaimsPrincipal user, FactorProof proof, CancellationToken cancellationToken) => ChangeAsync(
        user,
        async (db, account, token) =>
        {
            if (await factor.UseAsync(db, account, proof, user.ClientAddress(), token) is null)
            {
                return CommandFault.CodeWrong;
            }

            await SecondFactor.TurnOffAsync(db, account, token);
            db.Audit(user, AuditAct.SecondFactorTurnedOff, account.Email, time.GetUtcNow());
            return new NewRecoveryCodes(account, []);
        },
        cancellationToken);

    private Task<Outcome<NewRecoveryCodes>> ChangeAsync(
        ClaimsPrincipal user,
        Func<RelationSyncDb, Account, CancellationToken, Task<Outcome<NewRecoveryCodes>>> change,
        CancellationToken cancellationToken) =>
        changes.RunAsync(user, nameof(OwnSecondFactor), change, cancellationToken);
}

/// <summary>How it is with one's own second factor.</summary>
/// <param name="Account">Whose.</param>
/// <param name="CodesLeft">Recovery codes that weren't used yet.</param>
/// <param name="IsRequired">Whether they may not be without.</param>
internal sealed record OwnSecondFactorView(Account Account, int CodesLeft, bool IsRequired);
