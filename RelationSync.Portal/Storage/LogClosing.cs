using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;

namespace RelationSync.Portal.Storage;

/// <summary>Closes entries of the error log that are over (R-E4). A warning about an Event stays open until it is settled.</summary>
internal static class LogClosing
{
    /// <summary>These actions have their Event, or need none any more. Within the caller's transaction.</summary>
    public static void Close(RelationSyncDb db, IReadOnlyCollection<Guid> actions, DateTimeOffset now)
    {
        if (actions.Count > 0)
        {
            LogCounts.Move(db, Errors(db).Where(e => actions.Contains(e.ActionId!.Value)), CountedAs.Closed, now);
        }
    }

    /// <summary>
    /// These actions have failed: what they failed for before and no longer do is over, so that each stands under one
    /// cause. Attempts with the same cause stay open behind it.
    /// </summary>
    public static void CloseOtherCauses(
        RelationSyncDb db, IReadOnlyCollection<SyncAction> failed, IEnumerable<Settlement> settlements, DateTimeOffset now)
    {
        var actions = failed.ToDictionary(a => a.Seq, a => a.Id);
        var causes = settlements.Where(s => actions.ContainsKey(s.Seq))
            .SelectMany(s => s.Notes.Where(n => n.Severity is LogSeverity.Error).Select(n => (n.Category, n.Code, Id: actions[s.Seq])))
            .GroupBy(c => (c.Category, c.Code), c => c.Id);
        foreach (var cause in causes)
        {
            var ((category, code), ids) = (cause.Key, cause.ToList());
            LogCounts.Move(
                db,
                Errors(db).Where(e => e.SettledAt == null && ids.Contains(e.ActionId!.Value) && (e.Category != category || e.Code != code)),
                CountedAs.Closed,
                now);
        }
    }

    /// <summary>The same for actions that a query finds, before it changes them.</summary>
    public static Task CloseAsync(
        RelationSyncDb db, IQueryable<SyncAction> actions, DateTimeOffset now, CancellationToken cancellationToken) =>
        CloseAsync(db, Errors(db).Where(e => actions.Any(a => a.Id == e.ActionId)), now, cancellationToken);

    /// <summary>An episode of a connection has ended: closes its entry.</summary>
    public static Task CloseEpisodeAsync(RelationSyncDb db, Guid connectionId, string code, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken) =>
        CloseAsync(db, db.LogEntries.Where(e => e.ConnectionId == connectionId && e.At >= since && e.Code == code), now, cancellationToken);

    /// <summary>The same for the org's own limit, which has Salesforce's code.</summary>
    public static Task CloseLimitAsync(RelationSyncDb db, Guid connectionId, DateTimeOffset now, CancellationToken cancellationToken) =>
        CloseAsync(
            db,
            db.LogEntries.Where(e => e.ConnectionId == connectionId && e.ActionId == null && e.Category == LogCategory.Limit && e.Code != OwnCodes.ApiBudgetReached),
            now,
            cancellationToken);

    /// <summary>A connection has ended, and every episode of it.</summary>
    public static Task CloseConnectionAsync(RelationSyncDb db, Guid connectionId, DateTimeOffset now, CancellationToken cancellationToken) =>
        CloseAsync(db, db.LogEntries.Where(e => e.ConnectionId == connectionId && e.ActionId == null), now, cancellationToken);

    private static Task<int> CloseAsync(RelationSyncDb db, IQueryable<LogEntry> entries, DateTimeOffset now, CancellationToken cancellationToken) =>
        LogCounts.MoveAsync(db, entries.Where(e => e.ClosedAt == null), CountedAs.Closed, now, cancellationToken);

    private static IQueryable<LogEntry> Errors(RelationSyncDb db) =>
        db.LogEntries.Where(e => e.ActionId != null && e.Severity == LogSeverity.Error && e.ClosedAt == null);
}
