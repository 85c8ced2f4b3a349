using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>An authenticated request as the inbox page shows it. Times are UTC.</summary>
/// <param name="Errors">The first ones.</param>
/// <param name="Actions">The actions of its first activities.</param>
public sealed record LoggedRequest(
    DateTimeOffset At, string RequestId, IntakeRequestKind Kind, bool ByBearerKey, int Size, int Status,
    int Accepted, int Duplicate, int Ignored, int Rejected, IReadOnlyList<string> Errors, IReadOnlyList<Guid> Actions);

/// <summary>The last requests of an inbox, the latest first.</summary>
public sealed class ListRequests(Store store, TimeProvider time)
{
    public Task<IReadOnlyList<LoggedRequest>> RunAsync(long inboxId, int most, CancellationToken cancellationToken) => store.ReadAsync(
        async (db, token) =>
        {
            var from = time.GetUtcNow() - RequestLog.Kept;
            var rows = await db.IntakeRequests.Where(r => r.InboxId == inboxId && r.At >= from)
                .OrderByDescending(r => r.Seq).Take(Math.Min(most, IntakeRequestRow.MostKept)).ToListAsync(token);
            var keys = rows.SelectMany(RequestLogBuffer.ActivitiesOf).Distinct(ByteKeyComparer.Instance).ToList();
            var actions = (await db.Actions.Where(a => keys.Contains(a.ActivityKey)).Select(a => new { a.ActivityKey, a.Id }).ToListAsync(token))
                .ToLookup(a => a.ActivityKey, a => a.Id, ByteKeyComparer.Instance);
            return (IReadOnlyList<LoggedRequest>)[.. rows.Select(r => View(r, [.. RequestLogBuffer.ActivitiesOf(r).SelectMany(k => actions[k])]))];
        },
        cancellationToken);

    private static LoggedRequest View(IntakeRequestRow row, IReadOnlyList<Guid> actions) => new(
        row.At, row.RequestId, row.Kind, row.ByBearerKey, row.Size, row.Status,
        row.Accepted, row.Duplicate, row.Ignored, row.Rejected, row.Errors?.Split('\n') ?? [], actions);
}
