namespace RelationSync.Benchmarks.Clustering;

/// <summary>What one fault came to.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Lasted">From its beginning until all was there again.</param>
/// <param name="Measured">Acknowledged actions around it that have their Event.</param>
/// <param name="LongestWait">Of these: the longest time until its Event, the time without a database taken off.</param>
internal sealed record ClusterCount(ClusterFaultKind Kind, TimeSpan Lasted, int Measured, TimeSpan LongestWait)
{
    /// <summary>When the one that waited longest was acknowledged, from the beginning of the fault.</summary>
    public TimeSpan LongestAt { get; init; }

    /// <summary>What was acknowledged shortly before a fault waits through it.</summary>
    private static readonly TimeSpan Before = TimeSpan.FromSeconds(3);

    /// <summary>What comes as all is there again still meets what the fault left: leases of the dead.</summary>
    private static readonly TimeSpan After = TimeSpan.FromSeconds(3);

    public static ClusterCount Of(ClusterFault fault, IReadOnlyList<(DateTimeOffset Taken, DateTimeOffset Written)> waits)
    {
        var around = waits.Where(w => w.Taken >= fault.From - Before && w.Taken <= fault.Healed + After)
            .Select(w => (w.Taken, Wait: w.Written - (fault.IsOfDatabase && w.Taken < fault.Healed ? fault.Healed : w.Taken))).ToList();
        var longest = around.Append((Taken: fault.From, Wait: TimeSpan.Zero)).MaxBy(w => w.Wait);
        return new ClusterCount(fault.Kind, fault.Healed - fault.From, around.Count, longest.Wait) { LongestAt = longest.Taken - fault.From };
    }
}
