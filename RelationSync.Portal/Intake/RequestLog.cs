using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>
/// Stores every few seconds the requests that came in, the last 500 of each inbox for 7 days. A process that is killed
/// loses those of the last seconds; nothing else depends on them.
/// </summary>
internal sealed class RequestLog(Store store, RequestLogBuffer buffer, ChangeFeed changes, TimeProvider clock)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>What can't be stored now is kept for the next time.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        var requests = buffer.Take();
        if (requests.Count == 0)
        {
            return;
        }

        try
        {
            await store.WriteAsync((db, token) => AddAsync(db, requests, token), cancellationToken);
        }
        catch
        {
            buffer.GiveBack(requests.Values.SelectMany(r => r));
            throw;
        }

        foreach (var inboxId in requests.Keys)
        {
            changes.Publish(ChangeTopic.Inboxes, inboxId);
        }
    }

    /// <summary>Forgets what is old.</summary>
    public Task EraseAsync(CancellationToken cancellationToken)
    {
        var before = clock.GetUtcNow() - Kept;
        return store.WriteAsync((db, token) => db.IntakeRequests.Where(r => r.At < before).ExecuteDeleteAsync(token), cancellationToken);
    }

    private static async Task AddAsync(
        RelationSyncDb db, IReadOnlyDictionary<long, IReadOnlyCollection<IntakeRequestRow>> requests, CancellationToken cancellationToken)
    {
        foreach (var (inboxId, rows) in requests)
        {
            var room = IntakeRequestRow.MostKept - rows.Count;
            var kept = db.IntakeRequests.Where(r => r.InboxId == inboxId).OrderByDescending(r => r.Seq);
            var oldest = room == 0 ? long.MaxValue : await kept.Skip(room - 1).Select(r => r.Seq).FirstOrDefaultAsync(cancellationToken);
            await db.IntakeRequests.Where(r => r.InboxId == inboxId && r.Seq < oldest).ExecuteDeleteAsync(cancellationToken);
            foreach (var row in rows)
            {
                // A body may run twice: the row of the buffer stays as it came.
                db.Add(row.Copy());
            }
        }
    }
}
