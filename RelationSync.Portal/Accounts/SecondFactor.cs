using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Common;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts;

/// <summary>The second factor of an account: a key that its owner's authenticator app has too, and recovery codes. Each code counts once.</summary>
internal sealed partial class SecondFactor(Store store, ISecretBox secrets, TimeProvider time, ILogger<SecondFactor> logger)
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

    /// <summary>Takes it from the account, with its recovery codes; every session ends. Within the caller's transaction.</summary>
    public static async Task TakeOffAsync(RelationSyncDb db, Account account, CancellationToken cancellationToken)
    {
        (account.SecondFactorProtected, account.SecondFactorStep, account.SecondFactorSince) = (null, 0, null);
        account.SecurityStamp = SecretToken.NewStamp();
        await RecoveryCodes.RevokeAsync(db, account.Id, cancellationToken);
    }

    /// <summary>Whether a code is right for an account whose stamp is still the same. It is used up by that.</summary>
    public Task<FactorUsed?> UseAsync(Account account, string? code, string? address, CancellationToken cancellationToken) => store.WriteAsync(
        async (db, token) =>
            await db.Accounts.SingleOrDefaultAsync(a => a.Id == account.Id && a.SecurityStamp == account.SecurityStamp, token) is { } present
                ? await UseAsync(db, present, code, address, token)
                : null,
        cancellationToken);

    /// <summary>The same within the caller's transaction.</summary>
    public async Task<FactorUsed?> UseAsync(RelationSyncDb db, Account account, string? code, string? address, CancellationToken cancellationToken)
    {
        var (plain, now) = (Plain(code), time.GetUtcNow());
        if (plain.Length == Totp.Digits)
        {
            if (KeyOf(account) is not { } key || Totp.StepOf(key, plain, now, account.SecondFactorStep) is not { } step)
            {
                return null;
            }

            account.SecondFactorStep = step;
            return FactorUsed.Code;
        }

        if (account.SecondFactorProtected is null || !await RecoveryCodes.UseAsync(db, account.Id, plain, cancellationToken))
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
