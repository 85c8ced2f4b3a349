using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>Reads the error log, what is newest first.</summary>
internal sealed class LogReader(Store store, WorkbookLimits limits)
{
    public Task<LogExtent> MeasureAsync(ErrorFilter filter, CancellationToken cancellationToken) => store.ReadAsync(
        async (db, token) =>
        {
            var kinds = await Matching(db.LogEntries, filter)
                .GroupBy(e => new { e.Category, e.Severity })
                .Select(g => new { g.Key.Category, g.Key.Severity, Count = g.Count(), Newest = g.Max(e => e.Seq) })
                .ToListAsync(token);
            return new LogExtent(
                kinds.Sum(k => k.Count),
                kinds.Select(k => k.Newest).DefaultIfEmpty().Max(),
                [.. kinds.Select(k => new LogKind(k.Category, k.Severity)).OrderBy(k => k.Category).ThenBy(k => k.Severity)]);
        },
        cancellationToken);

    public IAsyncEnumerable<IReadOnlyList<LogEntry>> ReadAsync(ErrorFilter filter, long newest, CancellationToken cancellationToken) =>
        DescendingPager.ReadAsync(newest, limits.PageSize, (beyond, token) => PageAsync(filter, beyond, token), e => e.Seq, cancellationToken);

    /// <summary>The same, each with what became of its action.</summary>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> ReadLinesAsync(ErrorFilter filter, long newest, CancellationToken cancellationToken) =>
        DescendingPager.ReadAsync(newest, limits.PageSize, (beyond, token) => LinesAsync(filter, beyond, token), l => l.Entry.Seq, cancellationToken);

    public Task<InboxTimeZones> PlacesAsync(CancellationToken cancellationToken) => store.ReadAsync(
        async (db, token) => new InboxTimeZones(
            await InboxName.ReadAllAsync(db, token),
            await db.Connections.Select(c => new { c.Id, c.Authorization.InstanceUrl }).ToDictionaryAsync(c => c.Id, c => c.InstanceUrl, token)),
        cancellationToken);

    /// <summary>The inbox of a connection; null where there is no such connection.</summary>
    public Task<InboxName?> InboxOfAsync(Guid connectionId, CancellationToken cancellationToken) => store.ReadAsync(
        (db, token) => db.Connections
            .Where(c => c.Id == connectionId)
            .Select(c => new InboxName(c.Inbox.Id, c.Inbox.Key, c.Inbox.Name, c.Inbox.TimeZone))
            .FirstOrDefaultAsync(token),
        cancellationToken);

    private Task<List<LogEntry>> PageAsync(ErrorFilter filter, long beyond, CancellationToken cancellationToken) => store.ReadAsync(
        (db, token) => Matching(db.LogEntries, filter)
            .Where(e => e.Seq < beyond)
            .OrderByDescending(e => e.Seq)
            .Take(limits.PageSize)
            .ToListAsync(token),
        cancellationToken);

    private Task<List<LogLine>> LinesAsync(ErrorFilter filter, long beyond, CancellationToken cancellationToken) => store.ReadAsync(
        (db, token) =>
        {
            var page = Matching(db.LogEntries, filter).Where(e => e.Seq < beyond).OrderByDescending(e => e.Seq).Take(limits.PageSize);
            return (from e in page
                    join a in db.Actions on e.ActionId equals (Guid?)a.Id into actions
                    from a in actions.DefaultIfEmpty()
                    orderby e.Seq descending
                    select new LogLine(e, a == null ? null : a.Status, a == null ? null : a.EventId)).ToListAsync(token);
        },
        cancellationToken);

    private static IQueryable<LogEntry> Matching(IQueryable<LogEntry> entries, ErrorFilter filter)
    {
        entries = entries.Where(e => e.At >= filter.From);
        if (filter.InboxId is { } inbox)
        {
            entries = entries.Where(e => e.InboxId == inbox);
        }

        if (filter.Severity is { } severity)
        {
            entries = entries.Where(e => e.Severity == severity);
        }

        if (filter.Code is { } code)
        {
            entries = entries.Where(e => e.Code == code);
        }

        return filter.Category is { } category ? entries.Where(e => e.Category == category) : entries;
    }
}
