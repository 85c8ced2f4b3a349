using System.Collections.Concurrent;
using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Loading;

/// <summary>What has to come of all that was posted.</summary>
internal sealed class Expected
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _triggers = new(StringComparer.Ordinal);
    private long _operations;
    private int _refused;

    /// <summary>Requests that had to be sent again, because the store was too busy for them.</summary>
    public int SentAgain => Volatile.Read(ref _refused);

    /// <summary>Operations that were answered, repeats included.</summary>
    public long Operations => Interlocked.Read(ref _operations);

    /// <summary>Events that have to stand.</summary>
    public int Events => _triggers.Count;

    public void Refused() => Interlocked.Increment(ref _refused);

    public void Posted(int operations) => Interlocked.Add(ref _operations, operations);

    public void Add(SampleActivity activity)
    {
        if (activity.Events > 0)
        {
            _triggers[activity.Id] = activity.TriggerAt;
        }
    }

    /// <summary>Compares with what stands. An Event's subject ends with its activity's id.</summary>
    public EventCount Compare(IEnumerable<(string Subject, DateTimeOffset CreatedAt, bool Stands)> events)
    {
        var left = new HashSet<string>(_triggers.Keys, StringComparer.Ordinal);
        var latencies = new List<double>();
        var tooMany = 0;
        foreach (var (subject, createdAt, _) in events.Where(e => e.Stands))
        {
            var id = subject[(subject.IndexOf('】', StringComparison.Ordinal) + 1)..];
            if (left.Remove(id))
            {
                latencies.Add((createdAt - _triggers[id]).TotalSeconds);
            }
            else
            {
                tooMany++;
            }
        }

        latencies.Sort();
        return new EventCount(latencies, left.Count, tooMany);
    }
}

/// <param name="Latencies">Seconds from the trigger to the Event, in order.</param>
/// <param name="Lost">Events that have to stand and don't.</param>
/// <param name="TooMany">Events that nothing asked for: doubled, or of a cancelled send.</param>
internal sealed record EventCount(IReadOnlyList<double> Latencies, int Lost, int TooMany)
{
    /// <summary>R-T12.</summary>
    private const double SlaSeconds = 300;

    public double Inside => Latencies.Count == 0 ? 0 : 100.0 * Latencies.Count(s => s <= SlaSeconds) / Latencies.Count;

    public double At(double share) => Latencies.Count == 0 ? 0 : Latencies[Math.Min(Latencies.Count - 1, (int)(Latencies.Count * share))];
}
