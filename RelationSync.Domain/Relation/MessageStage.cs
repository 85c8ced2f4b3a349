namespace RelationSync.Domain.Relation;

/// <summary>How far a message of Re:lation has come in its present generation. The values are stored: don't renumber.</summary>
public enum MessageStage
{
    /// <summary>Seen; nothing has come of it yet.</summary>
    Seen = 0,

    /// <summary>Its schedule was taken over, or was pressed before anything counts.</summary>
    Scheduled = 1,

    /// <summary>Its sending was taken over, or was before anything counts.</summary>
    Sent = 2,

    /// <summary>A memo, or a call's note.</summary>
    Recorded = 3,

    /// <summary>A mail that nobody sent (R-P7).</summary>
    Automatic = 4,

    /// <summary>Turned up long after a scan should have shown it; waits for an administrator.</summary>
    FoundLate = 5,

    /// <summary>Of a channel that isn't known (R-P2).</summary>
    Held = 6,

    /// <summary>Of a channel that is known and never synced, or a missed call.</summary>
    NotSynced = 7,
}
