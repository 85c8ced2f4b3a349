namespace RelationSync.Benchmarks.Programs;

/// <summary>What has to become of the actions of a cell.</summary>
internal enum FaultOutcome
{
    /// <summary>All as wanted: one Event each (of a delete: none), and no error in the log.</summary>
    Done,

    /// <summary>
    /// Each as wanted, or failed with <c>OUTCOME_UNKNOWN</c> and at most one Event: where nothing can prove that a write wasn't done,
    /// it is never repeated (R-D2).
    /// </summary>
    DoneOrUnknown,

    /// <summary>The first one failed, with an error in the log; the others are as wanted.</summary>
    OneFailed,

    /// <summary>All failed, with an error each.</summary>
    AllFailed,

    /// <summary>The authorisation is gone: one error in the log of the connection, the actions wait (R-A4).</summary>
    Waiting,

    /// <summary>In doubt for ten minutes, and not written again before they are over (R-D1); where nothing can ever prove it, failed with <c>OUTCOME_UNKNOWN</c>.</summary>
    InDoubt,
}
