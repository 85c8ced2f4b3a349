namespace RelationSync.Domain.Operations;

/// <summary>Who handed an operation in.</summary>
public enum OperationSource
{
    /// <summary>The intake: a caller of the inbox.</summary>
    Push = 0,

    /// <summary>Read from Re:lation's own API.</summary>
    RelationApi = 1,

    /// <summary>Read from there too, for a range before the connection that an administrator chose (R-T14).</summary>
    Backfill = 2,
}
