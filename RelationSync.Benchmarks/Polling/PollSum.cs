namespace RelationSync.Benchmarks.Polling;

/// <summary>Sums over seeds.</summary>
internal sealed class PollSum
{
    private const int MostProblems = 30;

    /// <summary>Seed to continue with.</summary>
    public long Next { get; set; } = 1;

    public int Count { get; set; }

    public long Messages { get; set; }

    public long Events { get; set; }

    public int Missed { get; set; }

    public int Doubled { get; set; }

    public long Restarts { get; set; }

    public long Requests { get; set; }

    public int MostInAMinute { get; set; }

    /// <summary>Seeds with a problem.</summary>
    public int Wrong { get; set; }

    /// <summary>The first problems.</summary>
    public List<string> Problems { get; init; } = [];

    /// <summary>Number of messages by the whole seconds from sending to Event.</summary>
    public SortedDictionary<int, int> Latencies { get; init; } = [];

    public void Add(PollResult result)
    {
        Count++;
        Messages += result.Messages;
        Events += result.Events;
        Missed += result.Missed;
        Doubled += result.Doubled;
        Restarts += result.Restarts;
        Requests += result.Requests;
        MostInAMinute = Math.Max(MostInAMinute, result.MostInAMinute);
        Wrong += result.Problems.Count > 0 ? 1 : 0;
        Problems.AddRange(result.Problems.Take(MostProblems - Problems.Count));
        foreach (var latency in result.Latencies)
        {
            var seconds = (int)latency.TotalSeconds;
            Latencies[seconds] = Latencies.GetValueOrDefault(seconds) + 1;
        }
    }

    /// <summary>Seconds within which that share of the messages had its Event; null: none was measured.</summary>
    public int? Within(double share)
    {
        var left = (long)(share * Latencies.Values.Sum(c => (long)c));
        foreach (var (seconds, count) in Latencies)
        {
            left -= count;
            if (left < 0)
            {
                return seconds;
            }
        }

        return Latencies.Count == 0 ? null : Latencies.Keys.Last();
    }
}
