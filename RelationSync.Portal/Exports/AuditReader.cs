using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Auditing;
using RelationSync.Portal.Data;

namespace RelationSync.Portal.Exports;

/// <summary>Reads the audit log from the newest entry down, each page by itself: no transaction lasts longer than one.</summary>
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

    public async IAsyncEnumerable<IReadOnlyList<AuditLine>> ReadAsync(
        AuditQuery query, long newest, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var page = new List<AuditEntry>();
        for (var beyond = newest + 1; beyond == newest + 1 || page.Count == limits.PageSize; beyond = page[^1].Seq)
        {
            page = await PageAsync(query, beyond, cancellationToken);
            if (page.Count == 0)
            {
                yield break;
            }

            yield return page.ConvertAll(AuditLine.Of);
            // SQLite reads without ever waiting: this gives the thread back, so that a long export holds up nobody.
            await Task.Yield();
        }
    }

    private Task<List<AuditEntry>> PageAsync(AuditQuery query, long beyond, CancellationToken cancellationToken) => store.ReadAsync(
        (db, token) => BrowseAudit.Matching(db, query).Where(e => e.Seq < beyond).OrderByDescending(e => e.Seq).Take(limits.PageSize).ToListAsync(token),
        cancellationToken);
}
