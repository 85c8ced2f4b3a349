namespace RelationSync.Domain.ErrorLog;

/// <summary>How an entry of a code ends (R-E4).</summary>
public enum LogClass
{
    /// <summary>Closes when its action syncs or is cancelled.</summary>
    Error,

    /// <summary>Stays until a person settles it: the Event was made, something differs.</summary>
    Warning,

    /// <summary>A state of the connection: logged once, closed when the state ends.</summary>
    Episode,
}
