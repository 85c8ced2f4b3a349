using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog;

/// <summary>
/// The entries that a filter means, reached over <c>Seq</c>: entries come in the order of time, so those of a time
/// range lie side by side, and only a few that were overtaken have to be left out by their own time.
/// </summary>
internal static class LogScope
{
    /// <summary>The first entry that is young enough; null where none is.</summary>
    public static long? First(RelationSyncDb db, ErrorLogFilter filter)
    {
        using var extent = new PreparedSql(db, """SELECT (SELECT MIN("At") FROM "LogEntries"), (SELECT MAX("At") FROM "LogEntries")""");
        var (oldest, newest) = extent.Read(r => r.IsDBNull(0) ? (0L, 0L) : (r.GetInt64(0), r.GetInt64(1)))[0];

        // From the beginning it is the first that fits; from the end the least of all that fit. The shorter way is taken.
        var fromBeginning = filter.From.UtcTicks - oldest < newest - filter.From.UtcTicks;
        using var first = new PreparedSql(
            db,
            fromBeginning
                ? $"""SELECT (SELECT "Seq" FROM "LogEntries"{db.Dialect.By("IX_LogEntries_Seq_At_Category_Severity")} WHERE "At" >= @from ORDER BY "Seq" LIMIT 1)"""
                : $"""SELECT MIN(+"Seq") FROM "LogEntries"{db.Dialect.By("IX_LogEntries_At")} WHERE "At" >= @from""",
            "@from");
        return first.Read(r => r.IsDBNull(0) ? (long?)null : r.GetInt64(0), filter.From)[0];
    }

    /// <summary>Inbox and settlement alone, of an entry <c>e</c>.</summary>
    public static string EntrySql(ErrorLogFilter filter) => InboxSql(filter) + filter.Settled switch
    {
        true => """ AND e."SettledAt" IS NOT NULL""",
        false => """ AND e."SettledAt" IS NULL AND e."ClosedAt" IS NULL""",
        null => "",
    };

    /// <summary>The same of counts <c>e</c>.</summary>
    public static string CountedSql(ErrorLogFilter filter) => $"""{InboxSql(filter)} AND e."State" = {StateOf(filter).Sql()}""";

    /// <summary>As what the entries are counted that a filter means.</summary>
    private static CountedAs StateOf(ErrorLogFilter filter) => filter.Settled switch
    {
        true => CountedAs.Settled,
        false => CountedAs.Open,
        null => CountedAs.All,
    };

    public static IQueryable<LogEntry> Entries(RelationSyncDb db, ErrorLogFilter filter, long first)
    {
        var from = filter.From;
        var entries = db.LogEntries.Where(e => e.Seq >= first && e.At >= from);
        if (filter.InboxId is { } inbox)
        {
            entries = entries.Where(e => e.InboxId == inbox);
        }

        if (filter.Severity is { } severity)
        {
            entries = entries.Where(e => e.Severity == severity);
        }

        if (filter.Category is { } category)
        {
            entries = entries.Where(e => e.Category == category);
        }

        if (filter.Code is { } code)
        {
            entries = entries.Where(e => e.Code == code);
        }

        return filter.Settled switch
        {
            true => entries.Where(e => e.SettledAt != null),
            false => entries.Where(e => e.SettledAt == null && e.ClosedAt == null),
            null => entries,
        };
    }

    /// <summary>Inbox alone, of an <c>e</c> that has one.</summary>
    public static string InboxSql(ErrorLogFilter filter) =>
        filter.InboxId is { } id ? FormattableString.Invariant($""" AND e."InboxId" = {id}""") : "";

    /// <summary>Those of one kind.</summary>
    public static IQueryable<LogEntry> OfKind(this IQueryable<LogEntry> entries, ErrorGroupKey key)
    {
        var (severity, category, code) = (key.Severity, key.Category, key.Code);
        return entries.Where(e => e.Severity == severity && e.Category == category && e.Code == code);
    }
}
