namespace RelationSync.Domain.Sync;

/// <summary>The times and sizes that the drain keeps to.</summary>
public sealed record SyncSettings
{
    /// <summary>Shortest wait before a failed write is tried again (<c>Sync:RetryBaseDelay</c>).</summary>
    public TimeSpan RetryBaseDelay { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Longest such wait (<c>Sync:RetryMaxDelay</c>).</summary>
    public TimeSpan RetryMaxDelay { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Within which an Event is to exist (<c>Sync:SlaTarget</c>, R-T12).</summary>
    public TimeSpan SlaTarget { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How often Salesforce is asked whether its limit lets us go on (<c>Sync:LimitProbeInterval</c>, R-L1).</summary>
    public TimeSpan LimitProbeInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How often Salesforce is asked whether it takes what it refuses again (<c>Sync:AskAgainInterval</c>, R-A4, R-A7, R-O4).</summary>
    public TimeSpan AskAgainInterval { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long found contacts, leads and Opportunities are remembered (<c>Sync:TargetCache</c>); misses never are.</summary>
    public TimeSpan TargetCache { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a found owner is remembered.</summary>
    public TimeSpan OwnerCache { get; init; } = TimeSpan.FromHours(1);

    /// <summary>How long what an org allows is taken for granted, and what was learnt of its longest Event (R-M10).</summary>
    public TimeSpan CapabilitiesCache { get; init; } = TimeSpan.FromDays(1);

    /// <summary>How long a write without an answer may still be done by Salesforce (R-D1).</summary>
    public TimeSpan TimedOutDoubt { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a record's transient failures alone don't make it fail (R-E3).</summary>
    public TimeSpan TransientPatience { get; init; } = TimeSpan.FromHours(24);

    /// <summary>How long a batch waits for another that writes to the same parents; Salesforce itself waits ten seconds for a lock.</summary>
    public TimeSpan LockPatience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Write calls of one connection at the same time. Salesforce limits calls that last 20 s and more, to five at once in the smallest orgs;
    /// the size of a call keeps below that (<see cref="BatchSizer"/>).
    /// </summary>
    public int WritesAtOnce { get; init; } = 5;
}
