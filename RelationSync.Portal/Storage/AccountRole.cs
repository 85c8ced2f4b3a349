namespace RelationSync.Portal.Storage;

/// <summary>What a person may do.</summary>
public enum AccountRole
{
    /// <summary>Reads and exports, nothing else.</summary>
    Support,

    /// <summary>Everything.</summary>
    Administrator,

    /// <summary>Reads and exports, retries, settles, and answers for an unknown outcome; nothing else.</summary>
    Responder,
}
