using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts;

/// <summary>The links by which people set a new password. All within the caller's transaction.</summary>
internal static class ResetTokens
{
    /// <summary>How long one works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private const string Purpose = "reset";

    /// <summary>Made at the machine: works also while passwords are turned off, as the way in when the identity provider is down.</summary>
    private const string MachinePurpose = "reset_admin";

    /// <summary>A new token for the account. Older ones no longer work.</summary>
    public static async Task<string> AddAsync(
        RelationSyncDb db, Guid accountId, DateTimeOffset now, bool isFromMachine, CancellationToken cancellationToken)
    {
        await RevokeAsync(db, accountId, cancellationToken);
        var token = SecretToken.New();
        db.Add(new OneTimeToken
        {
            Hash = SecretToken.HashOf(token),
            Purpose = isFromMachine ? MachinePurpose : Purpose,
            AccountId = accountId,
            ExpiresAt = now + Lifetime,
        });
        return token;
    }

    /// <summary>The account that a link is for, where it still works.</summary>
    /// <param name="onlyFromMachine">Passwords are turned off.</param>
    public static async Task<Account?> FindAsync(
        RelationSyncDb db, string? token, DateTimeOffset now, bool onlyFromMachine, CancellationToken cancellationToken)
    {
        var hash = SecretToken.HashOf(token);
        var id = await db.OneTimeTokens
            .Where(t => t.Hash == hash && (t.Purpose == MachinePurpose || (!onlyFromMachine && t.Purpose == Purpose)) && t.UsedAt == null && t.ExpiresAt > now)
            .Select(t => t.AccountId).SingleOrDefaultAsync(cancellationToken);
        return id is null ? null : await db.Accounts.SingleOrDefaultAsync(a => a.Id == id, cancellationToken);
    }

    /// <summary>No link of the account works any more.</summary>
    public static Task RevokeAsync(RelationSyncDb db, Guid accountId, CancellationToken cancellationToken) =>
        db.OneTimeTokens.Where(t => t.AccountId == accountId && (t.Purpose == Purpose || t.Purpose == MachinePurpose)).ExecuteDeleteAsync(cancellationToken);
}
