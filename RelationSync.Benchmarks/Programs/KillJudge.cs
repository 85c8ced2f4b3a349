using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Programs;

/// <summary>Compares what callers were promised with what the simulator stored.</summary>
internal static class KillJudge
{
    public static KillCount Judge(KillInbox inbox, int kills, int midway, KillLoad load, IReadOnlyList<StoredEvent> events, KillLog log, IReadOnlySet<string> doubts)
    {
        // 【メール】all-min-marker-0000012
        var made = events.ToLookup(e => e.Subject[(e.Subject.IndexOf('】') + 1)..], StringComparer.Ordinal);
        var cancelled = load.Cancelled.ToHashSet(StringComparer.Ordinal);
        var lost = load.Taken.Keys.Count(a => made[a].Any(e => !e.IsDeleted) == cancelled.Contains(a) && !IsExplained(a));
        var doubled = made.Sum(m => Math.Max(0, m.Count() - 1)) + made.Count(m => !load.Taken.ContainsKey(m.Key));
        var astray = made.Where(m => load.Taken.ContainsKey(m.Key)).GroupBy(m => load.Taken[m.Key], StringComparer.Ordinal)
            .Count(g => g.SelectMany(m => m).Select(e => e.OwnerId).Distinct(StringComparer.Ordinal).Count() > 1);
        var unwarranted = log.Unknown.Count(a => !inbox.MayBeUnknown(cancelled.Contains(a)))
            + load.Taken.Keys.Count(a => inbox.Marker && doubts.Contains(a) && !cancelled.Contains(a));
        return new KillCount(inbox, kills, midway, load.Cut, load.Taken.Count, cancelled.Count, events.Count(e => !e.IsDeleted), load.Taken.Keys.Count(doubts.Contains), log.Unknown.Count, unwarranted, lost, doubled, astray);

        // One that the user can't see may be of unknown outcome, or stand though it was cancelled; the log says so of each.
        bool IsExplained(string activity) =>
            MayStillCome(activity)
            || (log.Unknown.Contains(activity) && inbox.MayBeUnknown(cancelled.Contains(activity)))
            || (!load.IsSeen(activity) && cancelled.Contains(activity) && log.Mentioned.Contains(activity));

        // One whose Event the user can see has been found by now, if there is one: what is there already isn't waited for.
        bool MayStillCome(string activity) =>
            !inbox.Marker && doubts.Contains(activity) && (!load.IsSeen(activity) || !made[activity].Any(e => !e.IsDeleted));
    }
}
