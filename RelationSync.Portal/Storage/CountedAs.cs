namespace RelationSync.Portal.Storage;

/// <summary>As what an entry of the error log is counted: as where it stands, and as one of all.</summary>
internal enum CountedAs
{
    Open = 0,

    /// <summary>A user marked it so, whether or not it was over by itself.</summary>
    Settled = 1,

    All = 2,

    /// <summary>Over by itself.</summary>
    Closed = 3,
}
