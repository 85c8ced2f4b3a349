using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Audit;

/// <summary>The audit log, newest first, a page in either direction by cursor.</summary>
internal sealed class BrowseAudit(Store store, TimeProvider time)
{
    /// <summary>Rows a page.</summary>
    public const int PageSize = 50;

    public Task<AuditView> RunAsync(AuditQuery query, CancellationToken cancellationToken) =>
        store.ReadAsync((db, token) => ReadAsync(db, query, token), cancellationToken);

    private async Task<AuditView> ReadAsync(RelationSyncDb db, AuditQuery query, CancellationToken cancellationToken)
    {
        var actors = await db.AuditEntries.Select(e => e.Actor).Distinct().Order().ToListAsync(cancellationToken);
        var matching = Matching(db, query);
        if (query.After is { } after)
        {
            var newer = await matching.Where(e => e.Seq > after).OrderBy(e => e.Seq).Take(PageSize + 1).ToListAsync(cancellationToken);
            if (newer.Count > PageSize)
            {
                return View([.. newer.Take(PageSize).Reverse()], hasNewer: true, hasOlder: true, actors);
            }
        }

        // Back at the beginning, a whole page is shown and not the few that are new.
        var before = query.After is null ? query.Before : null;
        var page = await matching.Where(e => before == null || e.Seq < before).OrderByDescending(e => e.Seq).Take(PageSize + 1).ToListAsync(cancellationToken);
        return View([.. page.Take(PageSize)], before is not null, page.Count > PageSize, actors);
    }

    /// <summary>All but the page: what the filters leave.</summary>
    internal static IQueryable<AuditEntry> Matching(RelationSyncDb db, AuditQuery query)
    {
        IQueryable<AuditEntry> entries = db.AuditEntries;
        if (query.Actor is { } actor)
        {
            entries = entries.Where(e => e.Actor == actor);
        }

        if (query.Act is { } act)
        {
            entries = entries.Where(e => e.Act == act);
        }

        if (query.From is { } from)
        {
            entries = entries.Where(e => e.At >= from);
        }

        if (query.To is { } to)
        {
            entries = entries.Where(e => e.At < to);
        }

        if (query.Search is { } search)
        {
            var pattern = $"%{search.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%";
            entries = entries.Where(e => EF.Functions.Like(e.About, pattern, "\\") || EF.Functions.Like(e.Actor, pattern, "\\")
                || EF.Functions.Like(e.Address!, pattern, "\\") || EF.Functions.Like(e.DetailsJson!, pattern, "\\"));
        }

        return entries;
    }

    private AuditView View(IReadOnlyList<AuditEntry> entries, bool hasNewer, bool hasOlder, IReadOnlyList<string> actors) =>
        new([.. entries.Select(AuditLine.Of)], hasNewer, hasOlder, actors, time.GetUtcNow());
}
