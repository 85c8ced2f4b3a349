using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Accounts.Passkeys;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>
/// What people do with their own passkeys; their password has been verified, and their second factor if they had one. The
/// first one and every removal end every session: the caller opens a new one for this device.
/// </summary>
internal sealed class OwnPasskeys(FactorChanges changes, SecondFactor factor, TimeProvider time)
{
    public const int Most = 20;

    /// <summary>Verifies a code or a passkey and changes nothing: what asked for it comes next.</summary>
    public Task<Outcome<NewRecoveryCodes>> ConfirmAsync(ClaimsPrincipal user, FactorProof proof, CancellationToken cancellationToken) => ChangeAsync(
        user,
        async (db, account, token) =>
            await factor.UseAsync(db, account, proof, user.ClientAddress(), token) is null
                ? CommandFault.CodeWrong
                : new NewRecoveryCodes(account, []),
        cancellationToken);

    /// <summary>Adds one. Answers recovery codes if it is the account's first second factor.</summary>
    public Task<Outcome<NewRecoveryCodes>> AddAsync(
        ClaimsPrincipal user, PasskeyAnswer answer, string name, CancellationToken cancellationToken) => ChangeAsync(
        user,
        async (db, account, token) =>
        {
            var now = time.GetUtcNow();
            if (account.Passkeys.Count >= Most)
            {
                return CommandFault.TooManyPasskeys;
            }

            if (!await PasskeyChallenges.UseAsync(db, account.Id, answer.Challenge, now, token)
                || await PasskeyCeremonies.CreatedAsync(account, answer, token) is not { } created
                || await db.Passkeys.AnyAsync(p => p.CredentialId == created.Id, token))
            {
                return CommandFault.PasskeyRefused;
            }

            var isFirst = !account.HasSecondFactor;
            db.Add(new Passkey
            {
                Id = Guid.CreateVersion7(now),
                AccountId = account.Id,
                CredentialId = created.Id,
                PublicKey = created.PublicKey,
                SignCount = created.SignCount,
                Transports = PasskeyTransports.Write(created.Transports),
                Name = name,
                CreatedAt = now,
            });
            db.Audit(user, AuditAct.PasskeyAdded, account.Email, now, ("passkey", name));
            if (!isFirst)
            {
                return new NewRecoveryCodes(account, []);
            }

            account.SecurityStamp = SecretToken.NewStamp();
            return new NewRecoveryCodes(account, await RecoveryCodes.RenewAsync(db, account.Id, token));
        },
        cancellationToken);

    /// <summary>Gives one another name. A name says nothing about who may sign in, so nothing is confirmed for it.</summary>
    public Task<Outcome<NewRecoveryCodes>> RenameAsync(
        ClaimsPrincipal user, Guid passkeyId, string name, CancellationToken cancellationToken) => ChangeAsync(
        user,
        (db, account, _) =>
        {
            if (account.Passkeys.SingleOrDefault(p => p.Id == passkeyId) is not { } passkey)
            {
                return Task.FromResult<Outcome<NewRecoveryCodes>>(CommandFault.NotFound);
            }

            if (passkey.Name != name)
            {
                db.Audit(user, AuditAct.PasskeyRenamed, account.Email, time.GetUtcNow(), ("from", passkey.Name), ("to", name));
                passkey.Name = name;
            }

            return Task.FromResult<Outcome<NewRecoveryCodes>>(new NewRecoveryCodes(account, []));
        },
        cancellationToken);

    /// <summary>Removes one; any factor of the account confirms it.</summary>
    public Task<Outcome<NewRecoveryCodes>> RemoveAsync(
        ClaimsPrincipal user, Guid passkeyId, FactorProof proof, CancellationToken cancellationToken) => ChangeAsync(
        user,
        async (db, account, token) =>
        {
            if (await factor.UseAsync(db, account, proof, user.ClientAddress(), token) is null)
            {
                return CommandFault.CodeWrong;
            }

            if (account.Passkeys.SingleOrDefault(p => p.Id == passkeyId) is not { } passkey)
            {
                return CommandFault.NotFound;
            }

            await SecondFactor.RemoveAsync(db, account, passkey, token);
            db.Audit(user, AuditAct.PasskeyRemoved, account.Email, time.GetUtcNow(), ("passkey", passkey.Name));
            return new NewRecoveryCodes(account, []);
        },
        cancellationToken);

    private Task<Outcome<NewRecoveryCodes>> ChangeAsync(
        ClaimsPrincipal user,
        Func<RelationSyncDb, Account, CancellationToken, Task<Outcome<NewRecoveryCodes>>> change,
        CancellationToken cancellationToken) =>
        changes.RunAsync(user, nameof(OwnPasskeys), change, cancellationToken);
}
