namespace RelationSync.Benchmarks.Programs;

/// <summary>How a call can go wrong.</summary>
internal enum FaultKind
{
    Refused,
    DroppedBefore,
    DroppedAfter,
    Truncated,

    /// <summary>No answer in time, and nothing is done.</summary>
    Hang,

    /// <summary>Done at once, answered too late.</summary>
    Slow,

    /// <summary>No answer in time; done after we gave up.</summary>
    Late,
    Html502,
    Html503,
    Unauthorized,
    DailyLimit,
    ConcurrentLimit,
    RowLocks,
    OneBad,
    AllBad,

    /// <summary>The rotated refresh token is in the answer that is lost.</summary>
    RotatedLost,
}
