using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Data;

namespace RelationSync.Portal.Accounts;

/// <summary>
/// Whether a session still holds: its account exists, its stamp is the present one, and it isn't too old. Asked at each
/// request, so accounts are remembered for a few seconds.
/// </summary>
internal sealed class AccountSessions(Store store, TimeProvider time)
{
    /// <summary>After which a person signs in again, however active.</summary>
    public static readonly TimeSpan LongestSession = TimeSpan.FromDays(7);

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Guid, Remembered> _accounts = new();

    /// <summary>To be called after an account was changed or removed, once that is committed: it then counts at once.</summary>
    public void Invalidate(Guid accountId) => _accounts.TryRemove(accountId, out _);

    /// <summary>The account of a session that still holds, or null.</summary>
    public async Task<AccountSnapshot?> FindAsync(ClaimsPrincipal user, CancellationToken cancellationToken)
    {
        if (user.AccountId() is not { } id || user.SignedInSince() is not { } since || time.GetUtcNow() - since >= LongestSession)
        {
            return null;
        }

        var account = await FindAsync(id, cancellationToken);
        return account is not null && account.SecurityStamp == user.SecurityStamp() ? account : null;
    }

    private async Task<AccountSnapshot?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (_accounts.TryGetValue(id, out var known) && time.GetElapsedTime(known.ReadAt) < Lifetime)
        {
            return known.Account;
        }

        var readAt = time.GetTimestamp();
        var account = await store.ReadAsync(
            (db, token) => db.Accounts.Where(a => a.Id == id)
                .Select(a => new AccountSnapshot(a.Id, a.SecurityStamp, a.Role, a.Language, a.Theme)).SingleOrDefaultAsync(token),
            cancellationToken);
        _accounts[id] = new Remembered(account, readAt);
        return account;
    }

    private sealed record Remembered(AccountSnapshot? Account, long ReadAt);
}
