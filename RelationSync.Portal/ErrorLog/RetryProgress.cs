using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog;

/// <summary>How far the retries of causes have come, by where their actions are now.</summary>
internal static class RetryProgress
{
    private static readonly string Sql =
        $"""
        SELECT r."Id", r."Severity", r."Category", r."Code", r."At", r."By", COUNT(*),
          SUM(CASE WHEN a."Status" = {ActionStatus.Synced.Sql()} THEN 1 ELSE 0 END),
          SUM(CASE WHEN a."Status" = {ActionStatus.Failed.Sql()} THEN 1 ELSE 0 END),
          SUM(CASE WHEN a."Status" IS NULL OR a."Status" = {ActionStatus.Cancelled.Sql()} THEN 1 ELSE 0 END)
        FROM "RetryRuns" AS r JOIN "RetriedActions" AS x ON x."RunId" = r."Id" LEFT JOIN "Actions" AS a ON a."Id" = x."ActionId"
        GROUP BY r."Id", r."Severity", r."Category", r."Code", r."At", r."By"
        """;

    /// <summary>Newest first.</summary>
    public static IReadOnlyList<RetryView> Read(RelationSyncDb db)
    {
        using var read = new PreparedSql(db, Sql);
        return [.. read.Read(r => new RetryView(
            new Guid((byte[])r.GetValue(0), bigEndian: true),
            new ErrorGroupKey((LogSeverity)r.GetInt32(1), (LogCategory)r.GetInt32(2), r.GetString(3)),
            new DateTimeOffset(r.GetInt64(4), TimeSpan.Zero),
            r.GetString(5),
            (int)r.GetInt64(6),
            (int)r.GetInt64(7),
            (int)r.GetInt64(8),
            (int)r.GetInt64(9))).OrderByDescending(r => r.At)];
    }
}
