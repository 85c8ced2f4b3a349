using System.Diagnostics.CodeAnalysis;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>What the intake refused of one kind in the last 30 days, with the latest as an example. Times are UTC.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The contract's word; it is no memory address.")]
public sealed record RejectedRequestGroup(
    RejectionReason Reason,
    string Pointer,
    string Message,
    long Count,
    DateTimeOffset FirstAt,
    DateTimeOffset LastAt,
    string? Network,
    string? WebhookId,
    long? SecondsAhead,
    string? OperationId,
    string? OperationType)
{
    /// <summary>Of a rejected operation: field and error, as the sender reads them; else empty.</summary>
    public string Error => $"{Pointer} {Message}".Trim();
}

/// <summary>What the intake refused, by kind, the latest first.</summary>
public sealed class ListRejectedRequests(Store store, TimeProvider time)
{
    /// <summary>More kinds than that are not shown; the counts of each are full.</summary>
    public const int MostGroups = 50;

    public Task<IReadOnlyList<RejectedRequestGroup>> RunAsync(long inboxId, CancellationToken cancellationToken) => store.ReadAsync(
        async (db, token) =>
        {
            var from = time.GetUtcNow() - RejectedRequestLog.Kept;
            var rows = await db.IntakeRefusals.Where(r => r.InboxId == inboxId && r.Quarter >= from && r.Reason != RejectionReason.Ignored).ToListAsync(token);
            return (IReadOnlyList<RejectedRequestGroup>)[.. rows.GroupBy(r => (r.Reason, r.Pointer, r.Message)).Select(Group).OrderByDescending(g => g.LastAt).Take(MostGroups)];
        },
        cancellationToken);

    /// <summary>Requests of the last 30 days to inboxes that don't exist.</summary>
    public Task<long> CountUnknownAsync(CancellationToken cancellationToken) => store.ReadAsync(
        (db, token) =>
        {
            var from = time.GetUtcNow() - RejectedRequestLog.Kept;
            return db.IntakeRefusals.Where(r => r.InboxId == RejectedRequestRow.NoInbox && r.Quarter >= from).SumAsync(r => r.Count, token);
        },
        cancellationToken);

    private static RejectedRequestGroup Group(IEnumerable<RejectedRequestRow> rows)
    {
        var last = rows.MaxBy(r => r.LastAt)!;
        return new RejectedRequestGroup(
            last.Reason, last.Pointer, last.Message, rows.Sum(r => r.Count), rows.Min(r => r.FirstAt), last.LastAt,
            last.Network, last.WebhookId, last.SecondsAhead, last.OperationId, last.OperationType);
    }
}
