using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>Reads the audit log, what is newest first.</summary>
internal sealed class AuditReader(Store store, WorkbookLimits limits)
{
    /// <summary>How many there are, and which is the newest; 0 where there is none.</summary>
    public Task<(int Count, long Newest)> MeasureAsync(AuditQuery query, CancellationToken cancellationToken) => store.ReadAsync(
        async (db, token) =>
        {
            var matching = BrowseAudit.Matching(db, query);
            return (await matching.CountAsync(token), await matching.MaxAsync(e => (long?)e.Seq, token) ?? 0);
        },
        cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery query, long newest, CancellationToken cancellationToken) =>
        DescendingPager.ReadAsync(newest, limits.PageSize, (beyond, token) => PageAsync(query, beyond, token), e => e.Seq, cancellationToken);

    private Task<List<AuditEntry>> PageAsync(AuditQuery query, long beyond, CancellationToken cancellationToken) => store.ReadAsync(
        (db, token) => BrowseAudit.Matching(db, query).Where(e => e.Seq < beyond).OrderByDescending(e => e.Seq).Take(limits.PageSize).ToListAsync(token),
        cancellationToken);
}
