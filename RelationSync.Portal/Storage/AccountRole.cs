namespace RelationSync.Portal.Storage;

/// <summary>What a person may do.</summary>
public enum AccountRole
{
    /// <summary>Reads and exports, nothing else.</summary>
    Support,

    /// <summary>Everything.</summary>
    Administrator,
}
