namespace RelationSync.Benchmarks.Programs;

/// <summary>The calls that take an action to its Event, or its Event away.</summary>
internal enum FaultStep
{
    /// <summary>The connection's first access token.</summary>
    Token,

    /// <summary>The renewal after a 401.</summary>
    Refresh,

    /// <summary>The query for contacts, leads and owners.</summary>
    LookUp,

    /// <summary>The creation of an operator's user (R-O3).</summary>
    User,

    /// <summary>The change of the picklist of Type (R-M5).</summary>
    Picklist,

    Write,

    /// <summary>The query for an Event whose write is in doubt (R-D1).</summary>
    Reconcile,

    /// <summary>The deletion after a late cancel (R-T4).</summary>
    Delete,
}
