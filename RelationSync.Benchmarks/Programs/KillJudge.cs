using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Programs;

/// <summary>Compares what callers were promised with what the simulator stored.</summary>
internal static class KillJudge
{
    public static KillCount Judge(int kills, int midway, KillLoad load, IReadOnlyList<StoredEvent> events)
    {
        // 【メール】marker-0000012
        var made = events.ToLookup(e => e.Subject[(e.Subject.IndexOf('】') + 1)..], StringComparer.Ordinal);
        var cancelled = load.Cancelled.ToHashSet(StringComparer.Ordinal);
        var lost = load.Taken.Keys.Count(a => made[a].Any(e => !e.IsDeleted) == cancelled.Contains(a));
        var doubled = made.Sum(m => Math.Max(0, m.Count() - 1)) + made.Count(m => !load.Taken.ContainsKey(m.Key));
        var astray = made.Where(m => load.Taken.ContainsKey(m.Key)).GroupBy(m => load.Taken[m.Key], StringComparer.Ordinal)
            .Count(g => g.SelectMany(m => m).Select(e => e.OwnerId).Distinct(StringComparer.Ordinal).Count() > 1);
        return new KillCount(kills, midway, load.Cut, load.Taken.Count, cancelled.Count, events.Count(e => !e.IsDeleted), lost, doubled, astray);
    }
}
