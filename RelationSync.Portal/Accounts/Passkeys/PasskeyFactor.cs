using RelationSync.Portal.Audit;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.Passkeys;

/// <summary>Passkeys as second factor. An answer counts once, and only if the authenticator's counter went on.</summary>
internal sealed class PasskeyFactor(TimeProvider time)
{
    /// <summary>True if the answer is right. Its challenge is used up either way. Within the caller's transaction.</summary>
    public async Task<bool> UseAsync(RelationSyncDb db, Account account, PasskeyAnswer answer, string? address, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        if (!await PasskeyChallenges.UseAsync(db, account.Id, answer.Challenge, now, cancellationToken)
            || await PasskeyCeremonies.UsedAsync(account, answer, cancellationToken) is not var (passkey, count))
        {
            return false;
        }

        // An authenticator that doesn't count always says zero.
        if ((count > 0 || passkey.SignCount > 0) && count <= passkey.SignCount)
        {
            db.Audit(account, address, AuditAct.PasskeyCloned, now, ("passkey", passkey.Name));
            return false;
        }

        (passkey.SignCount, passkey.LastUsedAt) = (count, now);
        db.Audit(account, address, AuditAct.PasskeyUsed, now, ("passkey", passkey.Name));
        return true;
    }
}
