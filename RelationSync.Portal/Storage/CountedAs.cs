namespace RelationSync.Portal.Storage;

/// <summary>How an error log entry is counted: by its own state, and in the total.</summary>
internal enum CountedAs
{
    Open = 0,

    /// <summary>A user marked it so, whether or not it was over by itself.</summary>
    Settled = 1,

    All = 2,

    /// <summary>Over by itself.</summary>
    Closed = 3,
}
