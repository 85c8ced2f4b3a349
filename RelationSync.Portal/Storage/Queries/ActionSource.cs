using RelationSync.Domain.Actions;

namespace RelationSync.Portal.Storage.Queries;

/// <summary>Actions by the status that is seen.</summary>
internal static class ActionSource
{
    /// <summary>Those that are seen as this code at that moment.</summary>
    public static IQueryable<SyncAction> WithStatus(this IQueryable<SyncAction> actions, string code, DateTimeOffset now)
    {
        switch (code)
        {
            case ActionStatusCodes.Waiting:
                return actions.Where(a => a.Status == ActionStatus.Half || (a.Status == ActionStatus.Held && a.DueAt > now));
            case ActionStatusCodes.Pending:
                return actions.Where(a => a.Status == ActionStatus.Pending || (a.Status == ActionStatus.Held && a.DueAt <= now));
            default:
                var status = Stored(code);
                return actions.Where(a => a.Status == status);
        }
    }

    /// <summary>Statuses that are stored as they are seen.</summary>
    public static ActionStatus Stored(string code) => code switch
    {
        ActionStatusCodes.Syncing => ActionStatus.Syncing,
        ActionStatusCodes.Synced => ActionStatus.Synced,
        ActionStatusCodes.Failed => ActionStatus.Failed,
        ActionStatusCodes.Cancelled => ActionStatus.Cancelled,
        _ => throw new ArgumentOutOfRangeException(nameof(code), code, "no such status"),
    };
}
