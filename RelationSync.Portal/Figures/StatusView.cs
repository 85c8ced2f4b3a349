namespace RelationSync.Portal.Figures;

/// <summary>How the portal itself is, and how much waits for a person: what every page shows around its own.</summary>
/// <param name="Condition">The gravest that is the matter.</param>
/// <param name="QuietFor">How long the worker has been silent, rounded down; only of <see cref="PortalCondition.WorkerLate"/>.</param>
/// <param name="Expired">Connections whose authorisation is gone.</param>
/// <param name="OpenErrors">Actions without an Event that have open errors (R-E4), at most <see cref="MostErrors"/>.</param>
public sealed record StatusView(PortalCondition Condition, TimeSpan QuietFor, int Expired, int OpenErrors)
{
    /// <summary>More than so many aren't counted.</summary>
    public const int MostErrors = 1000;

    public static readonly StatusView Unknown = new(PortalCondition.Live, TimeSpan.Zero, 0, 0);
}

/// <summary>Whether what is shown is of now.</summary>
public enum PortalCondition
{
    /// <summary>It is.</summary>
    Live,

    /// <summary>The worker hasn't drained for three intervals: nothing is synced.</summary>
    WorkerLate,

    /// <summary>The store can't be written: nothing is taken in.</summary>
    StoreUnwritable,

    /// <summary>The store can't be read: pages show what they last had.</summary>
    StoreUnreadable,
}
