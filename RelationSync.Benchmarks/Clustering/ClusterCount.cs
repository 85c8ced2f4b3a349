using System.Diagnostics;

namespace RelationSync.Benchmarks.Clustering;

/// <summary>What faults of one kind came to.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Times">How often.</param>
/// <param name="LongestWait">Of what was acknowledged around one: the longest time until its Event, the time without a database taken off.</param>
internal sealed record ClusterCount(ClusterFaultKind Kind, int Times, TimeSpan LongestWait)
{
    /// <summary>What was acknowledged shortly before a fault waits through it.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(3);

    /// <summary>What comes as all is there again still meets what the fault left: leases of the dead.</summary>
    private static readonly TimeSpan After = TimeSpan.FromSeconds(3);

    public static ClusterCount Of(ClusterFaultKind kind, IReadOnlyList<ClusterFault> faults, IReadOnlyList<(DateTimeOffset Taken, DateTimeOffset Written)> waits)
    {
        var longest = TimeSpan.Zero;
        foreach (var fault in faults)
        {
            foreach (var (taken, written) in waits.Where(w => w.Taken >= fault.From - Before && w.Taken <= fault.Healed + After))
            {
                var from = fault.IsOfDatabase && taken < fault.Healed ? fault.Healed : taken;
                longest = written - from > longest ? written - from : longest;
            }
        }

        return new ClusterCount(kind, faults.Count, longest);
    }
}

/// <summary>Compares what senders were promised with what the orgs hold.</summary>
/// <param name="Lost">Acknowledged, and no Event.</param>
/// <param name="Doubled">Events too many.</param>
/// <param name="Waits">When each was acknowledged, and when its Event was made.</param>
internal sealed record ClusterBalance(int Taken, int Lost, int Doubled, IReadOnlyList<(DateTimeOffset Taken, DateTimeOffset Written)> Waits)
{
    private static readonly TimeSpan LongestQuiet = TimeSpan.FromSeconds(60);

    /// <summary>Once every acknowledged one has its Event, or none more has come for a minute.</summary>
    public static async Task<ClusterBalance> SettledAsync(ClusterSite site, IReadOnlyList<string> inboxes, IReadOnlyList<ClusterSender> senders, CancellationToken cancellationToken)
    {
        var (lost, since) = (-1, Stopwatch.GetTimestamp());
        while (true)
        {
            var balance = Of(senders, (await site.EventsAsync(inboxes, cancellationToken)).Where(e => senders.Any(s => s.IsOf(e.Subject))));
            if (balance.Lost == 0 || Stopwatch.GetElapsedTime(since) > LongestQuiet)
            {
                return balance;
            }

            (lost, since) = balance.Lost == lost ? (lost, since) : (balance.Lost, Stopwatch.GetTimestamp());
            await Task.Delay(500, cancellationToken);
        }
    }

    private static ClusterBalance Of(IEnumerable<ClusterSender> senders, IEnumerable<(string Subject, DateTimeOffset CreatedAt, bool Stands)> events)
    {
        var taken = senders.SelectMany(s => s.Taken).ToDictionary(t => t.Key, t => t.Value, StringComparer.Ordinal);
        var made = events.Where(e => e.Stands).ToLookup(e => Activity(e.Subject), e => e.CreatedAt, StringComparer.Ordinal);
        var waits = taken.Where(t => made.Contains(t.Key)).Select(t => (t.Value, made[t.Key].Min())).ToList();
        return new ClusterBalance(taken.Count, taken.Count - waits.Count, made.Sum(m => m.Count() - 1) + made.Count(m => !taken.ContainsKey(m.Key)), waits);
    }

    /// <summary>【メール】お見積もりの件 inbox-03-000012</summary>
    private static string Activity(string subject) => subject[(subject.LastIndexOf(' ') + 1)..];
}
