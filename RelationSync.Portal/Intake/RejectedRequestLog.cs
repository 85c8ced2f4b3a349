using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>
/// Stores every few seconds which requests the intake refused, and forgets it after <see cref="Kept"/>. A process that is killed
/// loses the counts of those seconds; nothing else depends on them.
/// </summary>
internal sealed class RejectedRequestLog(Store store, RejectedRequestCounter counter, ChangeFeed changes, TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private const int ErasedAtOnce = 500;

    /// <summary>What can't be stored now is kept for the next time.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        var counts = counter.Take();
        if (counts.Count == 0)
        {
            return;
        }

        try
        {
            await store.WriteAsync((db, token) => AddAsync(db, counts, token), cancellationToken);
        }
        catch
        {
            counter.GiveBack(counts);
            throw;
        }

        foreach (var inboxId in counts.Select(c => c.InboxId).Distinct())
        {
            changes.Publish(ChangeTopic.Inboxes, inboxId);
        }
    }

    /// <summary>Forgets what is old, in short transactions. Answers how many rows.</summary>
    public async Task<int> EraseAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - Kept;
        var (erased, more) = (0, true);
        while (more)
        {
            var now = await store.WriteAsync((db, _) => Task.FromResult(Erase(db, before)), cancellationToken);
            erased += now;
            more = now == ErasedAtOnce;
        }

        return erased;
    }

    private static int Erase(RelationSyncDb db, DateTimeOffset before)
    {
        using var erase = new PreparedSql(
            db,
            $"""
            DELETE FROM "IntakeRefusals" WHERE ("InboxId", "Hour", "Reason", "Pointer", "Message") IN (
              SELECT "InboxId", "Hour", "Reason", "Pointer", "Message" FROM "IntakeRefusals" WHERE "Hour" < @before ORDER BY "Hour" LIMIT {ErasedAtOnce})
            """,
            "@before");
        return erase.Run(before);
    }

    private static async Task AddAsync(RelationSyncDb db, IReadOnlyCollection<RejectedRequestRow> counts, CancellationToken cancellationToken)
    {
        foreach (var group in counts.GroupBy(c => (c.InboxId, c.Quarter)))
        {
            var known = await db.IntakeRefusals.Where(r => r.InboxId == group.Key.InboxId && r.Quarter == group.Key.Quarter)
                .ToDictionaryAsync(RejectedRequestKey.Of, cancellationToken);
            foreach (var count in group)
            {
                if (known.TryGetValue(RejectedRequestKey.Of(count), out var row))
                {
                    row.Add(count);
                }
                else
                {
                    db.IntakeRefusals.Add(count.Copy());
                }
            }
        }
    }
}
