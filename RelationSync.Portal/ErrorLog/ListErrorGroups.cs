using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.ErrorLog;

/// <summary>What the error log's page asks for; null leaves a matter open.</summary>
/// <param name="Inbox">The key of an inbox.</param>
/// <param name="Severity">Errors or warnings.</param>
/// <param name="Category">What they are about.</param>
/// <param name="Days">How far back; it is limited so that grouping stays quick.</param>
/// <param name="Settled">Those marked as settled, or those that are open.</param>
public sealed record ErrorLogQuery(string? Inbox, LogSeverity? Severity, LogCategory? Category, int Days, bool? Settled)
{
    /// <summary>The code of one cause.</summary>
    public string? Code { get; init; }
}

/// <summary>The error log by category and code.</summary>
public sealed class ListErrorGroups(Store store, ListInboxes inboxes, SyncSettings sync, TimeProvider time)
{
    private const string ByKind = """e."InboxId", e."Severity", e."Category", e."Code" """;

    public async Task<ErrorLogView> RunAsync(ErrorLogQuery query, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var known = await inboxes.RunAsync(cancellationToken);
        var inbox = known.FirstOrDefault(i => i.Key == query.Inbox);
        var filter = new ErrorLogFilter(now.AddDays(-query.Days), inbox?.Id, query.Severity, query.Category, query.Settled) { Code = query.Code };
        if (query.Inbox is not null && inbox is null)
        {
            return new ErrorLogView(filter, [], 0, 0, known, now);
        }

        return await store.ReadAsync((db, token) => ReadAsync(db, filter, known, now, token), cancellationToken);
    }

    private async Task<ErrorLogView> ReadAsync(
        RelationSyncDb db, ErrorLogFilter filter, IReadOnlyList<InboxName> inboxes, DateTimeOffset now, CancellationToken cancellationToken)
    {
        // Severity is counted for all of them, for the choice between them shows both figures.
        var anySeverity = filter with { Severity = null };
        var all = Count(db, filter).Where(k => anySeverity.Covers(k.Key)).ToList();
        var shown = all.Where(k => filter.Covers(k.Key)).ToDictionary(k => k.Key);
        var ends = KindEnds.Read(db, filter, shown.Values.Select(k => k.Extent));
        var facts = await CauseFacts.ReadAsync(db, filter, ends, k => shown[k].Count, cancellationToken);
        var groups = ends.Select(e => facts.Tell(new ErrorGroup(
            e.Key,
            shown[e.Key].Count,
            e.Value.FirstAt,
            e.Value.LastAt,
            shown[e.Key].Actions,
            shown[e.Key].Failed,
            [.. inboxes.Where(i => shown[e.Key].InboxIds.Contains(i.Id))],
            "",
            null))).ToList();
        return new ErrorLogView(
            filter,
            [.. groups.OrderBy(g => g.Key.Severity).ThenByDescending(g => g.Affected).ThenByDescending(g => g.LastAt)],
            all.Where(p => p.Key.Severity is LogSeverity.Error).Sum(p => p.Affected),
            all.Where(p => p.Key.Severity is LogSeverity.Warning).Sum(p => p.Affected),
            inboxes,
            now)
        {
            Retries = RetryProgress.Read(db),
            People = await db.Accounts.Where(a => a.Role == AccountRole.Administrator || a.Role == AccountRole.Responder)
                .OrderBy(a => a.NormalizedEmail).Select(a => new Person(a.Id, a.Email)).ToListAsync(cancellationToken),
            SettledWithoutEvent = SettledWithoutEvent(db, filter, now),
            Overdue = groups.Count == 0 && filter.Settled is false ? Overdue(db, filter, now) : null,
            ClearedAt = groups.Count == 0 && filter.Settled is false ? CauseFacts.ClearedAt(db, filter) : null,
        };
    }

    /// <summary>
    /// Whole buckets of days are counted already; the entries of the one that the range begins in are counted here. An
    /// action counts where its last entry is, so that each is counted once and none that the range doesn't touch.
    /// </summary>
    private static IEnumerable<Part> Count(RelationSyncDb db, ErrorLogFilter filter)
    {
        var bucket = filter.From.UtcTicks / LogCounts.BucketTicks;
        var end = (bucket + 1) * LogCounts.BucketTicks;
        using var counted = new PreparedSql(
            db,
            $"""
            SELECT {ByKind}, SUM(e."Entries"), SUM(e."Actions"), SUM(e."Failed"), MIN(e."Bucket"), MAX(e."Bucket")
            FROM "LogCounts" AS e WHERE e."Bucket" > @bucket{LogScope.CountedSql(filter)} GROUP BY {ByKind}
            """,
            "@bucket");
        using var entries = new PreparedSql(
            db,
            $"""
            SELECT {ByKind}, COUNT(*), 0, 0 FROM "LogEntries" AS e{db.Dialect.By("IX_LogEntries_At")}
            WHERE e."At" >= @from AND e."At" < @end{LogScope.EntrySql(filter)} GROUP BY {ByKind}
            """,
            "@from",
            "@end");
        using var actions = new PreparedSql(
            db,
            $"""
            SELECT {ByKind}, 0, COUNT(*), SUM(e."IsFailed") FROM "LogActions" AS e{db.Dialect.By("IX_LogActions_LastAt")}
            WHERE e."LastAt" >= @from AND e."LastAt" < @end{LogScope.CountedSql(filter)} GROUP BY {ByKind}
            """,
            "@from",
            "@end");
        var begun = new TickRange(filter.From.UtcTicks, end);
        var parts = counted.Read(r => Read(r, TickRange.OfBucket(r.GetInt64(7)), TickRange.OfBucket(r.GetInt64(8))), bucket)
            .Concat(entries.Read(r => Read(r, begun, begun), filter.From, end))
            .ToList();

        // Only of kinds that have an entry in the range.
        var known = parts.Select(p => p.Key).ToHashSet();
        parts.AddRange(actions.Read(r => Read(r, begun, begun), filter.From, end).Where(p => known.Contains(p.Key)));
        return parts.GroupBy(p => p.Key).Select(g => new Part(
            g.Key,
            g.Sum(p => p.Count),
            g.Sum(p => p.Actions),
            g.Sum(p => p.Failed),
            [.. g.Where(p => p.Count > 0).SelectMany(p => p.InboxIds)],
            new KindExtent(
                g.Key,
                g.Where(p => p.Count > 0).Select(p => p.Extent.First).MinBy(r => r.From),
                g.Where(p => p.Count > 0).Select(p => p.Extent.Last).MaxBy(r => r.From))));
    }

    /// <summary>Whatever keeps them: no page says that nothing is to be done while an Event is missing.</summary>
    private OverdueActions? Overdue(RelationSyncDb db, ErrorLogFilter filter, DateTimeOffset now)
    {
        var sets = Sets(db, now);
        foreach (var set in (ActionSet?[])[ActionSet.Missing, ActionSet.CatchingUp, null])
        {
            var (among, condition) = set is { } one ? (sets.Among(one), sets.Of(one)) : (" WHERE 1 = 1", $"""a."Status" = {ActionStatus.Failed.Sql()} AND NOT a."IsTest" """);
            using var read = new PreparedSql(db, $"""SELECT COUNT(*) FROM (SELECT 1 FROM "Actions" AS a{among} AND {condition}{OfInbox(filter)} LIMIT {ErrorLogView.MostOverdue}) AS o""");
            if ((int)read.Read(r => r.GetInt64(0))[0] is > 0 and var count)
            {
                return new OverdueActions(set, count);
            }
        }

        return null;
    }

    /// <summary>As many as the list that it leads to has rows. Usually none was ever settled so, which is known without looking at actions.</summary>
    private int SettledWithoutEvent(RelationSyncDb db, ErrorLogFilter filter, DateTimeOffset now)
    {
        using var any = new PreparedSql(
            db,
            $"""
            SELECT COALESCE(SUM(e."Failed"), 0) FROM "LogCounts" AS e
            WHERE e."State" = {CountedAs.Settled.Sql()} AND e."Severity" = {LogSeverity.Error.Sql()}{LogScope.InboxSql(filter)}
            """);
        if (any.Read(r => r.GetInt64(0))[0] == 0)
        {
            return 0;
        }

        using var read = new PreparedSql(
            db, $"""SELECT COUNT(*) FROM "Actions" AS a{Sets(db, now).Among(ActionSet.Resolved)} AND {Sets(db, now).Of(ActionSet.Resolved)}{OfInbox(filter)}""");
        return (int)read.Read(r => r.GetInt64(0))[0];
    }

    private ActionSets Sets(RelationSyncDb db, DateTimeOffset now) => new(db.Dialect, now, DayBoundaries.Midnight(now, DayBoundaries.Default), sync.SlaTarget);

    /// <summary>Of an action <c>a</c>.</summary>
    private static string OfInbox(ErrorLogFilter filter) => filter.InboxId is { } id ? FormattableString.Invariant($""" AND a."InboxId" = {id}""") : "";

    private static Part Read(System.Data.Common.DbDataReader r, TickRange first, TickRange last)
    {
        var key = new ErrorGroupKey((LogSeverity)r.GetInt32(1), (LogCategory)r.GetInt32(2), r.GetString(3));
        return new Part(key, r.GetInt32(4), r.GetInt32(5), r.GetInt32(6), [r.GetInt64(0)], new KindExtent(key, first, last));
    }

    /// <summary>A kind over a part of the range, in which inboxes, and in which days it begins and ends.</summary>
    private sealed record Part(ErrorGroupKey Key, int Count, int Actions, int Failed, HashSet<long> InboxIds, KindExtent Extent)
    {
        /// <summary>Actions, never attempts (R-E4); of a kind that is about no action, its entries.</summary>
        public int Affected => Actions > 0 ? Actions : Count;
    }
}
