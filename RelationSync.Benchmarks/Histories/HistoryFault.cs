namespace RelationSync.Benchmarks.Histories;

/// <summary>What goes wrong, once.</summary>
internal enum HistoryFaultKind
{
    /// <summary>A call never reaches the org, and the client knows.</summary>
    CallRefused,

    /// <summary>A call is done; its answer is cut off.</summary>
    AnswerLost,

    /// <summary>A call is cut off before it is done.</summary>
    CallLost,

    /// <summary>No answer, ever; nothing is done.</summary>
    CallHangs,

    /// <summary>No answer; what was asked is done long after the client has given up.</summary>
    CallDoneLate,

    /// <summary>The answer takes its time.</summary>
    CallSlow,

    /// <summary>Each record of a write is refused for its lock.</summary>
    RecordsLocked,

    /// <summary>The org's limit is reached for a while.</summary>
    OrgLimit,

    /// <summary>The org can't be reached for a while.</summary>
    OrgAway,

    /// <summary>A process is killed between two awaits, and starts again later.</summary>
    Killed,

    /// <summary>A process stands still for a while.</summary>
    Paused,

    /// <summary>A process is asked to stop, and starts again later.</summary>
    Stopped,

    /// <summary>The wall clock of a process jumps, and is set right later.</summary>
    ClockJumps,

    /// <summary>A commit is refused.</summary>
    CommitRefused,

    /// <summary>A commit is done, but the process hears that it isn't.</summary>
    CommitUnanswered,

    /// <summary>The store can't be opened, once.</summary>
    StoreAway,

    /// <summary>Nothing can be written to the store for a while.</summary>
    DiskFull,

    /// <summary>A process stands still with a call on its way, and continues while another process is at what it has taken over.</summary>
    Overtaken,
}

/// <summary>A fault of a plan.</summary>
/// <param name="At">
/// Its turn: of a call, the number of calls until then; of a process, its steps; of the store, its transactions (or reads);
/// of a clock, seconds.
/// </param>
/// <param name="Node">The process; 0 where it doesn't matter.</param>
/// <param name="Size">From 0 to 1: how long, or how far.</param>
internal sealed record HistoryFault(HistoryFaultKind Kind, int At, int Node, double Size)
{
    public override string ToString() => string.Create(
        System.Globalization.CultureInfo.InvariantCulture, $"{Kind} at {At}{(Node > 0 ? $" of process {Node}" : "")}, size {Size:0.00}");
}
