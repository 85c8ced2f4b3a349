namespace RelationSync.Portal.Storage.Queries;

/// <summary>How many actions of an inbox stand where, at one moment.</summary>
/// <param name="Waiting">Held, or half of a call or chat.</param>
/// <param name="Pending">Due.</param>
/// <param name="Syncing">With a drain.</param>
/// <param name="Failed">Refused for good.</param>
/// <param name="SyncedToday">Events confirmed since midnight of the inbox's clock.</param>
/// <param name="OldestPendingAt">From when the five minutes of the oldest pending one run.</param>
public sealed record ActionCounts(int Waiting, int Pending, int Syncing, int Failed, int SyncedToday, DateTimeOffset? OldestPendingAt)
{
    public static readonly ActionCounts None = new(0, 0, 0, 0, 0, null);
}
