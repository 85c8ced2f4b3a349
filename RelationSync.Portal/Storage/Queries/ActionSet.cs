namespace RelationSync.Portal.Storage.Queries;

/// <summary>Actions that a figure counts. Count and list ask for the same condition (<see cref="ActionSets"/>), so that a figure's link shows its rows. Tests are in none.</summary>
public enum ActionSet
{
    /// <summary>An Event is wanted, and there is none: it failed, or still waits after the five minutes (R-T12). Without ranges before the connection.</summary>
    Missing,

    /// <summary><see cref="Missing"/>, of those whose clock began today.</summary>
    MissingToday,

    /// <summary><see cref="Missing"/>, of those whose clock began on an earlier day.</summary>
    MissingEarlier,

    /// <summary><see cref="Missing"/>, of those that wait and haven't failed.</summary>
    MissingWaiting,

    /// <summary>All that count today: <see cref="SyncedToday"/> and <see cref="MissingToday"/>.</summary>
    MeasuredToday,

    /// <summary>Events confirmed today that count for the five minutes.</summary>
    SyncedToday,

    /// <summary>Those of <see cref="SyncedToday"/> within the five minutes.</summary>
    OnTimeToday,

    /// <summary>Those of <see cref="SyncedToday"/> after the five minutes.</summary>
    LateToday,

    /// <summary>Those of <see cref="SyncedToday"/> whose operations came in late; measured from their arrival.</summary>
    ArrivedLateToday,

    /// <summary>Events confirmed today, ranges before the connection (R-T14) included.</summary>
    EventsToday,

    /// <summary>Those of <see cref="EventsToday"/> without contact and lead (R-W11).</summary>
    NobodyToday,

    /// <summary>Actions with a warning of today.</summary>
    WarnedToday,

    /// <summary>Of a range before the connection (R-T14), still without Event five minutes after it was read.</summary>
    CatchingUp,

    /// <summary>An Event is to be written, changed or deleted, and nothing is late.</summary>
    InProgress,

    /// <summary>Failed, and a person has marked the errors as resolved.</summary>
    Resolved,
}
