using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Figures;

/// <summary>Counts the last day by minute, on indexes over time.</summary>
internal sealed class ThroughputReader
{
    private const int MostIncidents = 20;

    private readonly QuarterCache<(long Minute, int Events)> _quarters = new(CountEvents);

    public async Task<ThroughputView> ReadAsync(
        RelationSyncDb db, IReadOnlyDictionary<long, InboxName> inboxes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var until = IntakeMinute.Of(now) + TimeSpan.FromMinutes(1);
        var from = until - ThroughputView.Span - ThroughputView.StepOf(day: true);

        var events = _quarters.Read(db, from).Where(e => e.Minute >= from.UtcTicks / TimeSpan.TicksPerMinute).ToDictionary(e => e.Minute, e => e.Events);
        var received = Count(
            db, $"""SELECT "Minute" / {TimeSpan.TicksPerMinute}, SUM("Received") FROM "IntakeMinutes" WHERE "Minute" >= @from GROUP BY "Minute" """, from);
        var failed = Count(
            db,
            $"""
            SELECT "At" / {TimeSpan.TicksPerMinute}, COUNT(*) FROM "LogEntries"{db.Dialect.By("IX_LogEntries_At")}
            WHERE "At" >= @from AND "Severity" = {LogSeverity.Error.Sql()} AND "ActionId" IS NOT NULL GROUP BY 1
            """,
            from);
        var minutes = events.Keys.Union(received.Keys).Union(failed.Keys).Order()
            .Select(m => new MinuteCount(
                new DateTimeOffset(m * TimeSpan.TicksPerMinute, TimeSpan.Zero),
                events.GetValueOrDefault(m),
                received.GetValueOrDefault(m),
                failed.GetValueOrDefault(m)));
        return new ThroughputView(until, [.. minutes], [.. await ReadIncidentsAsync(db, inboxes, from, cancellationToken)]);
    }

    /// <summary>An Event that was deleted later was made nevertheless.</summary>
    private static List<(long Quarter, (long Minute, int Events) Row)> CountEvents(RelationSyncDb db, long from, long until)
    {
        using var read = new PreparedSql(
            db,
            $"""
            SELECT "SyncedAt" / {TimeSpan.TicksPerMinute}, COUNT(*) FROM "Actions"{db.Dialect.By("IX_Actions_SyncedAt")}
            WHERE "SyncedAt" >= @from AND "SyncedAt" < @until AND NOT "IsTest" GROUP BY 1
            """,
            "@from", "@until");
        return read.Read(r => (Minute: r.GetInt64(0), Events: r.GetInt32(1)), from, until)
            .ConvertAll(m => (m.Minute * TimeSpan.TicksPerMinute / SyncedCounts.QuarterTicks, m));
    }

    private static Dictionary<long, int> Count(RelationSyncDb db, string sql, DateTimeOffset from)
    {
        using var read = new PreparedSql(db, sql, "@from");
        return read.Read(r => (Minute: r.GetInt64(0), Count: r.GetInt32(1)), from).ToDictionary(m => m.Minute, m => m.Count);
    }

    /// <summary>One entry an episode stands in the log, of the connection and of no action.</summary>
    private static async Task<IEnumerable<Incident>> ReadIncidentsAsync(
        RelationSyncDb db, IReadOnlyDictionary<long, InboxName> inboxes, DateTimeOffset from, CancellationToken cancellationToken)
    {
        var entries = await db.Dialect.By(db.LogEntries, "IX_LogEntries_At")
            .Where(e => e.At >= from && e.ActionId == null && (e.Category == LogCategory.Authorization || e.Category == LogCategory.Limit))
            .OrderByDescending(e => e.At)
            .Take(MostIncidents)
            .Select(e => new { e.At, e.Category, e.Code, e.InboxId })
            .ToListAsync(cancellationToken);
        return entries
            .OrderBy(e => e.At)
            .Select(e => new Incident(e.At, KindOf(e.Category, e.Code), inboxes[e.InboxId]));
    }

    private static IncidentKind KindOf(LogCategory category, string code) =>
        category is LogCategory.Authorization ? IncidentKind.Authorization
        : code == OwnCodes.ApiBudgetReached ? IncidentKind.Budget
        : IncidentKind.Limit;
}
