using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>A box and what of its inbox decides about its reading.</summary>
/// <param name="SyncFrom">When the inbox's connection was made (R-T13).</param>
internal sealed record PolledBox(RelationBox Box, DateTimeOffset SyncFrom, string TimeZone, RelationBackfill? Backfill)
{
    public long InboxId => Box.InboxId;

    public long BoxId => Box.BoxId;

    /// <summary>True if it may be asked now.</summary>
    public bool IsReadable(DateTimeOffset now) => Box.StoppedAt is null && !(Box.FaultUntil > now);
}
