namespace RelationSync.Domain.Actions;

/// <summary>The statuses that the API, the URL and the pages speak of.</summary>
public static class ActionStatusCodes
{
    public const string Waiting = "waiting";
    public const string Pending = "pending";
    public const string Syncing = "syncing";
    public const string Synced = "synced";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    /// <summary>All six, in the order of an action's life.</summary>
    public static IReadOnlyList<string> All { get; } = [Waiting, Pending, Syncing, Synced, Failed, Cancelled];

    /// <summary>The code of a stored status at that moment: what is held becomes <c>pending</c> when it is due.</summary>
    public static string Of(ActionStatus status, DateTimeOffset dueAt, DateTimeOffset now) => status switch
    {
        ActionStatus.Half => Waiting,
        ActionStatus.Held => dueAt <= now ? Pending : Waiting,
        ActionStatus.Pending => Pending,
        ActionStatus.Syncing => Syncing,
        ActionStatus.Synced => Synced,
        ActionStatus.Failed => Failed,
        ActionStatus.Cancelled => Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "no such status"),
    };
}
