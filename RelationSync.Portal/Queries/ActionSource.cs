using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Data;

namespace RelationSync.Portal.Queries;

/// <summary>
/// By which index actions are read. SQLite has no statistics here and would take the one on status for every status,
/// then sort millions of synced actions to show fifty of them.
/// </summary>
internal static class ActionSource
{
    public static IQueryable<SyncAction> For(RelationSyncDb db, ActionFilter filter) => filter switch
    {
        // Few are in these states: find them, then sort them.
        {
            Status: ActionStatusCodes.Waiting or ActionStatusCodes.Pending or ActionStatusCodes.Syncing or ActionStatusCodes.Failed,
        } => db.Actions,
        { InboxId: not null } => db.Actions.FromSqlRaw("""SELECT * FROM "Actions" INDEXED BY "IX_Actions_InboxId_Seq" """),
        _ => db.Actions.FromSqlRaw("""SELECT * FROM "Actions" NOT INDEXED"""),
    };

    /// <summary>Those that are seen as this code at that moment.</summary>
    public static IQueryable<SyncAction> WithStatus(this IQueryable<SyncAction> actions, string code, DateTimeOffset now) => code switch
    {
        ActionStatusCodes.Waiting => actions.Where(a =>
            a.Status == ActionStatus.Half || (a.Status == ActionStatus.Held && a.DueAt > now)),
        ActionStatusCodes.Pending => actions.Where(a =>
            a.Status == ActionStatus.Pending || (a.Status == ActionStatus.Held && a.DueAt <= now)),
        ActionStatusCodes.Syncing => actions.Where(a => a.Status == ActionStatus.Syncing),
        ActionStatusCodes.Synced => actions.Where(a => a.Status == ActionStatus.Synced),
        ActionStatusCodes.Failed => actions.Where(a => a.Status == ActionStatus.Failed),
        ActionStatusCodes.Cancelled => actions.Where(a => a.Status == ActionStatus.Cancelled),
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "no such status"),
    };

    /// <summary>The search of <see cref="ActionFilter.Search"/>.</summary>
    public static IQueryable<SyncAction> Containing(this IQueryable<SyncAction> actions, string search)
    {
        var escaped = search.Replace("\\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal);
        var pattern = search.EnumerateRunes().Count() >= 3 ? $"%{escaped}%" : $"{escaped}%";
        return actions.Where(a =>
            EF.Functions.Like(a.Subject, pattern, "\\")
            || EF.Functions.Like(a.ActivityId, pattern, "\\")
            || EF.Functions.Like(a.EventId, pattern, "\\")
            || EF.Functions.Like(a.CustomerKey, pattern, "\\"));
    }
}
