using System.Collections.Concurrent;

namespace RelationSync.Portal.Intake;

/// <summary>Networks whose requests were authenticated lately: half of the <see cref="IntakeBudget"/> is theirs alone. Kept in memory.</summary>
internal sealed class SignedNetworks(TimeProvider time)
{
    public static readonly TimeSpan Lately = TimeSpan.FromHours(24);

    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, DateTimeOffset> _seen = new(StringComparer.Ordinal);

    public bool Has(string network) => _seen.TryGetValue(network, out var at) && time.GetUtcNow() - at < Lately;

    public void Note(string network)
    {
        if (_seen.Count >= Most)
        {
            foreach (var (old, _) in _seen.OrderBy(s => s.Value).Take(Most / 2))
            {
                _seen.TryRemove(old, out _);
            }
        }

        _seen[network] = time.GetUtcNow();
    }
}
