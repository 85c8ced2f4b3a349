namespace RelationSync.Domain.Salesforce;

/// <summary>What is known of a write that failed (R-D1).</summary>
public enum WriteCertainty
{
    /// <summary>Salesforce has said no, or the request never left: nothing was written.</summary>
    NotWritten,

    /// <summary>The answer was dropped or cut: looked up before it is written again.</summary>
    Unknown,

    /// <summary>No answer in time: Salesforce may still be at it. Looked up until found or ten minutes have passed.</summary>
    TimedOut,
}
