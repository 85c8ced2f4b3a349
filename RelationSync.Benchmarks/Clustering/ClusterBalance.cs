using System.Diagnostics;

namespace RelationSync.Benchmarks.Clustering;

/// <summary>Compares what senders were promised with what the orgs hold.</summary>
/// <param name="Lost">Acknowledged, and no Event.</param>
/// <param name="Doubled">Events too many.</param>
/// <param name="Waits">When each was acknowledged, and when its Event was made.</param>
internal sealed record ClusterBalance(int Taken, int Lost, int Doubled, IReadOnlyList<(DateTimeOffset Taken, DateTimeOffset Written)> Waits)
{
    private static readonly TimeSpan Settled = TimeSpan.FromSeconds(5);

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
            await Task.Delay(1000, cancellationToken);
        }
    }

    /// <summary>Waits, a minute at most, until whatever was acknowledged five seconds ago has its Event: what the last fault held up is through.</summary>
    public static async Task CaughtUpAsync(ClusterSite site, IReadOnlyList<string> inboxes, IReadOnlyList<ClusterSender> senders, CancellationToken cancellationToken)
    {
        for (var since = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(since) < LongestQuiet;)
        {
            var made = (await site.EventsAsync(inboxes, cancellationToken)).Where(e => e.Stands).Select(e => Activity(e.Subject)).ToHashSet(StringComparer.Ordinal);
            var before = TimeProvider.System.GetUtcNow() - Settled;
            if (senders.All(s => s.Taken.All(t => t.Value > before || made.Contains(t.Key))))
            {
                return;
            }

            await Task.Delay(1000, cancellationToken);
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
