using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Storage;

/// <summary>
/// All inboxes in memory, so that a known and an unknown key are looked up alike. Read again after
/// <see cref="Invalidate"/>, and every few seconds for what another process changed.
/// </summary>
internal sealed partial class InboxRegistry(Store store, ISecretBox secrets, TimeProvider time, ILogger<InboxRegistry> logger) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private volatile Snapshot? _snapshot;
    private readonly HashSet<long> _unreadable = []; // each is logged once; only used while reading
    private long _changes;

    /// <summary>To be called after an inbox was made, changed or removed, once that is committed: it then counts at once.</summary>
    public void Invalidate() => Interlocked.Increment(ref _changes);

    /// <summary>The inbox of that key, or null.</summary>
    public async Task<InboxEntry?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var snapshot = _snapshot;
        if (snapshot is null || !IsFresh(snapshot))
        {
            snapshot = await ReadAsync(cancellationToken);
        }

        return snapshot.Inboxes.GetValueOrDefault(key);
    }

    public void Dispose() => _reading.Dispose();

    private bool IsFresh(Snapshot snapshot) =>
        snapshot.Changes == Interlocked.Read(ref _changes) && time.GetElapsedTime(snapshot.ReadAt) < Lifetime;

    private async Task<Snapshot> ReadAsync(CancellationToken cancellationToken)
    {
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (_snapshot is { } other && IsFresh(other))
            {
                return other;
            }

            // Counted before reading, so that a change during the read makes this snapshot stale at once.
            var changes = Interlocked.Read(ref _changes);
            var readAt = time.GetTimestamp();
            var (rows, bearers) = await store.ReadAsync(
                async (db, token) => (await db.Inboxes.ToListAsync(token), (await db.InboxBearerKeys.ToListAsync(token)).ToLookup(k => k.InboxId, k => k.Hash)),
                cancellationToken);
            var inboxes = rows.ToFrozenDictionary(r => r.Key, r => Open(r) with { BearerHashes = [.. bearers[r.Id]], IsTest = r.IsTest }, StringComparer.Ordinal);
            return _snapshot = new Snapshot(inboxes, changes, readAt);
        }
        finally
        {
            _reading.Release();
        }
    }

    private InboxEntry Open(Inbox inbox)
    {
        var key = Open(inbox, inbox.SecretProtected, out var isUnreadable);
        var previous = Open(inbox, inbox.PreviousSecretProtected, out var isPreviousUnreadable);
        if (!isUnreadable && !isPreviousUnreadable)
        {
            _unreadable.Remove(inbox.Id);
        }

        // After it expires, the previous secret only explains why a signature is refused.
        return new InboxEntry(inbox.Id, key, previous, inbox.PreviousSecretUntil, isUnreadable || (isPreviousUnreadable && time.GetUtcNow() < inbox.PreviousSecretUntil))
        {
            Sources = inbox.Sources,
        };
    }

    private byte[]? Open(Inbox inbox, string? value, out bool isUnreadable)
    {
        try
        {
            isUnreadable = false;
            return value is null ? null : WebhookSecret.TryParse(secrets.Unprotect(SecretKind.InboxSecret, value));
        }
        catch (CryptographicException e)
        {
            isUnreadable = true;
            if (_unreadable.Add(inbox.Id))
            {
                LogUnreadable(logger, inbox.Key, e);
            }

            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "The signing secret of inbox {Inbox} can't be decrypted: the key that it was made with is missing. Its requests are answered 503, to be sent again; put the folder 'keys', or the file of Keys:File, back and restart, or rotate the secret.")]
    private static partial void LogUnreadable(ILogger logger, string inbox, Exception exception);

    private sealed record Snapshot(FrozenDictionary<string, InboxEntry> Inboxes, long Changes, long ReadAt);
}
