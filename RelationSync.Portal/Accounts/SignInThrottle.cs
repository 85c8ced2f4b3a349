namespace RelationSync.Portal.Accounts;

/// <summary>
/// Slows guessing down: after a few free failures each further one doubles the wait. An attempt counts as a failure from
/// its beginning, so that many at once don't slip through; one that is refused doesn't count, so that nobody is kept out
/// by knocking. Kept in memory: a restart forgets it.
/// </summary>
internal sealed class SignInThrottle(TimeProvider time)
{
    private const int MostKeys = 50_000;

    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);
    private static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly Dictionary<ThrottleKey, FailureCount> _failures = [];

    /// <summary>Null: go ahead, and say so when it succeeded. Else how long to wait.</summary>
    /// <param name="keys">Where a wait of any holds the attempt up.</param>
    /// <param name="onlyCounted">Where it counts, but isn't held up.</param>
    public TimeSpan? Begin(IReadOnlyList<ThrottleKey> keys, IReadOnlyList<ThrottleKey>? onlyCounted = null)
    {
        lock (_lock)
        {
            var now = time.GetUtcNow();
            Forget(now);
            var wait = keys.Select(k => Remembered(k, now) is { } f ? f.NotBefore - now : TimeSpan.Zero).DefaultIfEmpty().Max();
            if (wait > TimeSpan.Zero)
            {
                return wait;
            }

            foreach (var key in keys.Concat(onlyCounted ?? []))
            {
                var count = (Remembered(key, now)?.Count ?? 0) + 1;
                _failures[key] = new FailureCount(count, now + WaitAfter(count, key.Kind), now);
            }

            return null;
        }
    }

    /// <summary>How many failures are remembered.</summary>
    public int Failures(ThrottleKey key)
    {
        lock (_lock)
        {
            return Remembered(key, time.GetUtcNow())?.Count ?? 0;
        }
    }

    /// <summary>The attempt was none to be slowed down; who was let in starts afresh, a shared network only loses this one.</summary>
    public void Succeeded(IReadOnlyList<ThrottleKey> keys)
    {
        lock (_lock)
        {
            foreach (var key in keys)
            {
                if (key.Kind.IsShared)
                {
                    TakeBack(key);
                }
                else
                {
                    _failures.Remove(key);
                }
            }
        }
    }

    /// <summary>The attempt was no failure; those before it still count.</summary>
    public void TakeBack(IReadOnlyList<ThrottleKey> keys)
    {
        lock (_lock)
        {
            foreach (var key in keys)
            {
                TakeBack(key);
            }
        }
    }

    private void TakeBack(ThrottleKey key)
    {
        if (_failures.TryGetValue(key, out var f) && f.Count > 1)
        {
            _failures[key] = f with { Count = f.Count - 1, NotBefore = f.At };
        }
        else
        {
            _failures.Remove(key);
        }
    }

    private FailureCount? Remembered(ThrottleKey key, DateTimeOffset now) =>
        _failures.TryGetValue(key, out var failures) && now - failures.At < Memory ? failures : null;

    private static TimeSpan WaitAfter(int failures, ThrottleKind kind)
    {
        var over = failures - kind.Free;
        return over <= 0 ? TimeSpan.Zero
            : over > 20 ? kind.LongestWait
            : TimeSpan.FromTicks(Math.Min(kind.LongestWait.Ticks, FirstWait.Ticks << (over - 1)));
    }

    private void Forget(DateTimeOffset now)
    {
        if (_failures.Count < MostKeys)
        {
            return;
        }

        foreach (var (key, failures) in _failures.OrderBy(f => f.Value.At).ToList())
        {
            if (now - failures.At < Memory && _failures.Count < MostKeys / 2)
            {
                break;
            }

            _failures.Remove(key);
        }
    }

    private sealed record FailureCount(int Count, DateTimeOffset NotBefore, DateTimeOffset At);
}
