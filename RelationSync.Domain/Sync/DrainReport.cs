namespace RelationSync.Domain.Sync;

/// <summary>What one drain of one connection did: the one log line it is worth.</summary>
public sealed class DrainReport
{
    private int _claimed;
    private int _synced;
    private int _failed;
    private int _again;

    public int Claimed => _claimed;

    /// <summary>Events that stand, or were taken away, as wanted.</summary>
    public int Synced => _synced;

    public int Failed => _failed;

    /// <summary>To be tried again.</summary>
    public int Again => _again;

    public int Calls { get; set; }

    public TimeSpan Time { get; set; }

    /// <summary>What kept it from going on, or null.</summary>
    public string? StoppedBy { get; set; }

    internal void Count(int claimed) => Interlocked.Add(ref _claimed, claimed);

    internal void Count(BatchResult result)
    {
        foreach (var settlement in result.Settlements)
        {
            _ = settlement.Status switch
            {
                Actions.ActionStatus.Synced or Actions.ActionStatus.Cancelled => Interlocked.Increment(ref _synced),
                Actions.ActionStatus.Failed => Interlocked.Increment(ref _failed),
                _ => Interlocked.Increment(ref _again),
            };
        }
    }
}
