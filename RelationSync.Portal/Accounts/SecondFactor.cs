using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Common;
using RelationSync.Portal.Accounts.Passkeys;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts;

/// <summary>
/// The second factor of an account: an authenticator app that has a key in common with us, passkeys, or both; and recovery
/// codes in place of either. Each code and each answer of a passkey counts once.
/// </summary>
internal sealed partial class SecondFactor(Store store, PasskeyFactor passkeys, ISecretBox secrets, TimeProvider time, ILogger<SecondFactor> logger)
{
    /// <summary>Characters of what somebody typed that are looked at.</summary>
    private const int MostTyped = 100;

    /// <summary>Gives the account a key; the code that was made with it is used up. False: it is none. Within the caller's transaction.</summary>
    public bool TurnOn(Account account, byte[] key, string? code)
    {
        var now = time.GetUtcNow();
        if (Totp.StepOf(key, Plain(code), now, lastUsed: 0) is not { } step)
        {
            return false;
        }

        (account.SecondFactorProtected, account.SecondFactorStep, account.SecondFactorSince) =
            (secrets.Protect(SecretKind.SecondFactor, Convert.ToBase64String(key)), step, now);
        return true;
    }

    /// <summary>Removes app, passkeys and recovery codes; every session ends. Within the caller's transaction.</summary>
    public static Task TakeOffAsync(RelationSyncDb db, Account account, CancellationToken cancellationToken)
    {
        account.Passkeys.Clear();
        return TurnOffAsync(db, account, cancellationToken);
    }

    /// <summary>Removes the authenticator app; every session ends. Within the caller's transaction.</summary>
    public static Task TurnOffAsync(RelationSyncDb db, Account account, CancellationToken cancellationToken)
    {
        (account.SecondFactorProtected, account.SecondFactorStep, account.SecondFactorSince) = (null, 0, null);
        return RemovedAsync(db, account, cancellationToken);
    }

    /// <summary>Removes a passkey; every session ends. Within the caller's transaction.</summary>
    public static Task RemoveAsync(RelationSyncDb db, Account account, Passkey passkey, CancellationToken cancellationToken)
    {
        account.Passkeys.Remove(passkey);
        return RemovedAsync(db, account, cancellationToken);
    }

    /// <summary>What was used, if the proof is right for an account whose stamp is still the same; else null. It is used up by that.</summary>
    public Task<FactorUsed?> UseAsync(Account account, FactorProof proof, string? address, CancellationToken cancellationToken) => store.WriteAsync(
        async (db, token) =>
            await db.Accounts.SingleOrDefaultAsync(a => a.Id == account.Id && a.SecurityStamp == account.SecurityStamp, token) is { } present
                ? await UseAsync(db, present, proof, address, token)
                : null,
        cancellationToken);

    /// <summary>The same within the caller's transaction.</summary>
    public async Task<FactorUsed?> UseAsync(
        RelationSyncDb db, Account account, FactorProof proof, string? address, CancellationToken cancellationToken)
    {
        if (proof.IsByPasskey)
        {
            return proof.Answer is { } answer && await passkeys.UseAsync(db, account, answer, address, cancellationToken) ? FactorUsed.Passkey : null;
        }

        var (plain, now) = (Plain(proof.Code), time.GetUtcNow());
        if (plain.Length == Totp.Digits)
        {
            if (KeyOf(account) is not { } key || Totp.StepOf(key, plain, now, account.SecondFactorStep) is not { } step)
            {
                return null;
            }

            account.SecondFactorStep = step;
            return FactorUsed.Code;
        }

        if (!account.HasSecondFactor || !await RecoveryCodes.UseAsync(db, account.Id, plain, cancellationToken))
        {
            return null;
        }

        var left = await RecoveryCodes.LeftAsync(db, account.Id, cancellationToken);
        db.Audit(account, address, AuditAct.RecoveryCodeUsed, now, ("left", left.ToString(CultureInfo.InvariantCulture)));
        return FactorUsed.RecoveryCode;
    }

    /// <summary>As somebody typed it, in full-width digits or with spaces and hyphens too, in capitals and without these.</summary>
    internal static string Plain(string? code) => new(
        [.. CompatibleText.Of(new([.. (code ?? "").Take(MostTyped)])).Where(char.IsLetterOrDigit).Take(RecoveryCodes.Length + 1).Select(char.ToUpperInvariant)]);

    private static Task RemovedAsync(RelationSyncDb db, Account account, CancellationToken cancellationToken)
    {
        account.SecurityStamp = SecretToken.NewStamp();
        return account.HasSecondFactor ? Task.CompletedTask : RecoveryCodes.RevokeAsync(db, account.Id, cancellationToken);
    }

    private byte[]? KeyOf(Account account)
    {
        try
        {
            return account.SecondFactorProtected is { } key ? Convert.FromBase64String(secrets.Unprotect(SecretKind.SecondFactor, key)) : null;
        }
        catch (CryptographicException)
        {
            LogUnreadable(logger, account.Id);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "The second factor of account {Account} can't be decrypted: the key that it was made with is missing. Its codes are refused; recovery codes work.")]
    private static partial void LogUnreadable(ILogger logger, Guid account);
}
