namespace RelationSync.Portal.Intake;

/// <summary>
/// Slows down who tries bearer keys: each network has so many wrong ones a minute. A right key is always let in, so that
/// nobody behind a shared address is kept out by another. Kept in memory.
/// </summary>
internal sealed class BearerThrottle(TimeProvider time)
{
    public const int MostWrong = 20;

    private const int MostNetworks = 10_000;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Count, DateTimeOffset Since)> _wrong = new(StringComparer.Ordinal);

    /// <summary>Counts a wrong key. Null: within what is free; else how long the network has to wait.</summary>
    public TimeSpan? CountWrong(string network)
    {
        var now = time.GetUtcNow();
        lock (_gate)
        {
            Forget(now);
            var (count, since) = _wrong.TryGetValue(network, out var known) && now - known.Since < Window ? known : (0, now);
            _wrong[network] = (count + 1, since);
            return count < MostWrong ? null : since + Window - now;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        if (_wrong.Count < MostNetworks)
        {
            return;
        }

        foreach (var (network, _) in _wrong.Where(w => now - w.Value.Since >= Window).ToList())
        {
            _wrong.Remove(network);
        }

        if (_wrong.Count >= MostNetworks)
        {
            _wrong.Clear();
        }
    }
}
