namespace RelationSync.Domain.Sync;

/// <summary>What to do with a record that Salesforce refused, in the same drain.</summary>
internal enum FailureRemedy
{
    /// <summary>Settled: failed, or to be tried again later.</summary>
    Settled,

    /// <summary>Something unusable was dropped or cut: write it again.</summary>
    Rewrite,

    /// <summary>A reference may be stale: look it up again, then write it again.</summary>
    LookUpAgain,

    /// <summary>A duplicate: look up whether it is our own marker's; that settles it.</summary>
    ExplainDuplicate,

    /// <summary>A field is gone or new: describe the org again, then write it again.</summary>
    DescribeAgain,
}
