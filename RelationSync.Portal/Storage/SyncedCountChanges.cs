using RelationSync.Domain.Actions;

namespace RelationSync.Portal.Storage;

/// <summary>By how much counts of Events are to go up or down. Events that only changed leave the count, and give it another version.</summary>
internal sealed class SyncedCountChanges
{
    private readonly Dictionary<(long Quarter, long InboxId), int> _changes = [];

    /// <summary>The action as it is now.</summary>
    public void Add(SyncAction action) => Count(action.InboxId, action.Status, action.SyncedAt, action.IsTest, 1);

    /// <summary>The action as it was before.</summary>
    public void Remove(SyncAction action, ActionStatus status, DateTimeOffset? syncedAt, bool isTest) => Count(action.InboxId, status, syncedAt, isTest, -1);

    public void Store(RelationSyncDb db)
    {
        if (_changes.Count == 0)
        {
            return;
        }

        using var add = new PreparedSql(
            db,
            """
            INSERT INTO "SyncedCounts" ("Quarter", "InboxId", "Events", "Version") VALUES (@quarter, @inbox, @events, 1)
            ON CONFLICT ("Quarter", "InboxId") DO UPDATE SET "Events" = "SyncedCounts"."Events" + excluded."Events", "Version" = "SyncedCounts"."Version" + 1
            """,
            "@quarter", "@inbox", "@events");

        // In one order, so that two that store the same rows wait for each other rather than both.
        foreach (var ((quarter, inbox), events) in _changes.OrderBy(c => c.Key))
        {
            add.Run(quarter, inbox, events);
        }
    }

    private void Count(long inboxId, ActionStatus status, DateTimeOffset? syncedAt, bool isTest, int sign)
    {
        if (status is ActionStatus.Synced && !isTest && syncedAt is { } at)
        {
            var key = (at.UtcTicks / SyncedCounts.QuarterTicks, inboxId);
            _changes[key] = _changes.GetValueOrDefault(key) + sign;
        }
    }
}
