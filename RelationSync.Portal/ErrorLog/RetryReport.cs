namespace RelationSync.Portal.ErrorLog;

/// <summary>What became of an action that was to be tried again.</summary>
public enum RetryResult
{
    /// <summary>It waits for the next drain.</summary>
    Retried,

    /// <summary>It isn't failed any more: somebody was quicker, or it was cancelled.</summary>
    NotFailed,

    /// <summary>The store doesn't know it any more.</summary>
    Gone,

    /// <summary>Still failed: whether its Event stands isn't known, and a person has to answer first (R-D2).</summary>
    AwaitsAnswer,

    /// <summary>Still failed, but its content is erased: there is nothing to send any more.</summary>
    Erased,
}

/// <summary>One result for each action, however many entries it has.</summary>
public sealed record RetryReport(IReadOnlyDictionary<Guid, RetryResult> Results)
{
    public int Count(RetryResult result) => Results.Values.Count(r => r == result);
}
