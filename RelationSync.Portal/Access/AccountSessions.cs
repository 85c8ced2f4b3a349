using System.Collections.Concurrent;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Access;

/// <summary>
/// Whether a session still holds: its account exists, its stamp is the present one, it wasn't signed out, and it isn't too
/// old. Asked at each request, so accounts are remembered for a few seconds. Open pages are told when their account has changed.
/// </summary>
internal sealed class AccountSessions(Store store, TimeProvider time)
{
    /// <summary>After which a person signs in again, however active.</summary>
    public static readonly TimeSpan LongestSession = TimeSpan.FromDays(7);

    private const int MostSeen = 10_000;

    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<Guid, Remembered> _accounts = new();
    private readonly ConcurrentDictionary<Watcher, byte> _watchers = new();
    private readonly ConcurrentDictionary<string, DateTimeOffset> _seen = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();
    private long _changes;

    /// <summary>To be called after an account was changed or removed, once that is committed: it then counts at once.</summary>
    public void Invalidate(Guid accountId)
    {
        lock (_lock)
        {
            _changes++;
            _accounts.TryRemove(accountId, out _);
        }

        foreach (var watcher in _watchers.Keys.Where(w => w.AccountId == accountId))
        {
            watcher.Changed();
        }
    }

    /// <summary>The same where another node changed some account, or it isn't known what was missed.</summary>
    public void InvalidateAll()
    {
        lock (_lock)
        {
            _changes++;
            _accounts.Clear();
        }

        foreach (var watcher in _watchers.Keys)
        {
            watcher.Changed();
        }
    }

    /// <summary>Notes a request of a session that holds. Kept in memory: a restart forgets it.</summary>
    public void Seen(ClaimsPrincipal user)
    {
        if (user.SessionHash() is not { } session)
        {
            return;
        }

        var now = time.GetUtcNow();
        _seen[session] = now;
        if (_seen.Count > MostSeen)
        {
            foreach (var (old, _) in _seen.OrderBy(s => s.Value).Take(MostSeen / 2))
            {
                _seen.TryRemove(old, out _);
            }
        }
    }

    /// <summary>When a session last made a request, since the portal started; null: not since then.</summary>
    public DateTimeOffset? LastSeen(string session) => _seen.TryGetValue(session, out var at) ? at : null;

    /// <summary>Calls <paramref name="changed"/>, which must return at once, whenever that account was changed or removed.</summary>
    public IDisposable Watch(Guid accountId, Action changed)
    {
        var watcher = new Watcher(accountId, changed, w => _watchers.TryRemove(w, out _));
        _watchers.TryAdd(watcher, 0);
        return watcher;
    }

    /// <summary>The account of a session that still holds, or null.</summary>
    public async Task<AccountSnapshot?> FindAsync(ClaimsPrincipal user, CancellationToken cancellationToken) =>
        user.AccountId() is { } id && IsYoung(user) ? Holding(user, await FindAsync(id, cancellationToken)) : null;

    /// <summary>The same within the caller's transaction, so that nothing comes between this answer and what is done with it.</summary>
    public async Task<AccountSnapshot?> FindAsync(RelationSyncDb db, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        user.AccountId() is { } id && IsYoung(user) ? Holding(user, await ReadAsync(db, id, cancellationToken)) : null;

    private static AccountSnapshot? Holding(ClaimsPrincipal user, AccountSnapshot? account) =>
        account is not null && account.SecurityStamp == user.SecurityStamp()
            && user.SessionHash() is { } session && !account.EndedSessions.Contains(session) ? account : null;

    private static async Task<AccountSnapshot?> ReadAsync(RelationSyncDb db, Guid id, CancellationToken cancellationToken)
    {
        var account = await db.Accounts.Where(a => a.Id == id)
            .Select(a => new AccountSnapshot(a.Id, a.SecurityStamp, a.Role, a.Language, a.Theme)
            {
                HasSecondFactor = a.SecondFactorProtected != null || a.Passkeys.Any(),
            })
            .SingleOrDefaultAsync(cancellationToken);
        return account is null ? null : account with { EndedSessions = await EndedSessions.OfAsync(db, id, cancellationToken) };
    }

    private bool IsYoung(ClaimsPrincipal user) => user.SignedInSince() is { } since && time.GetUtcNow() - since < LongestSession;

    private async Task<AccountSnapshot?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        if (_accounts.TryGetValue(id, out var known) && time.GetElapsedTime(known.ReadAt) < Lifetime)
        {
            return known.Account;
        }

        var (readAt, changes) = (time.GetTimestamp(), Interlocked.Read(ref _changes));
        var account = await store.ReadAsync((db, token) => ReadAsync(db, id, token), cancellationToken);
        lock (_lock)
        {
            // What was read may be from before a change that was committed meanwhile: then it is good for this answer alone.
            if (changes == _changes)
            {
                _accounts[id] = new Remembered(account, readAt);
            }
        }

        return account;
    }

    private sealed record Remembered(AccountSnapshot? Account, long ReadAt);

    private sealed class Watcher(Guid accountId, Action changed, Action<Watcher> disposed) : IDisposable
    {
        public Guid AccountId => accountId;

        public Action Changed => changed;

        public void Dispose() => disposed(this);
    }
}
