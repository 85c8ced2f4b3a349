namespace RelationSync.Portal.Notifications;

/// <summary>Stored by number.</summary>
public enum NotifiedPhase
{
    Began = 0,
    Recovered = 1,

    /// <summary>It ended because the connection was deleted.</summary>
    Removed = 2,
}
