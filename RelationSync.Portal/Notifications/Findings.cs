using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>What holds now, of whom, and of what nothing can be said.</summary>
internal sealed record Findings(IReadOnlyDictionary<long, WatchedInbox> Inboxes, IReadOnlyList<Finding> Bad)
{
    /// <summary>
    /// Neither well nor bad: an inbox that is stopped can't keep the promise, so its <see cref="NotifiedCondition.SlaMissed"/>
    /// neither begins nor ends; and limit and budget tell nothing while the authorisation is gone or the app blocked.
    /// </summary>
    public bool IsUnknown(NotifiedCondition condition, long inboxId) => Inboxes.GetValueOrDefault(inboxId) is { ConnectionId: not null } inbox && condition switch
    {
        NotifiedCondition.SlaMissed => inbox.IsStopped,
        NotifiedCondition.LimitReached or NotifiedCondition.BudgetReached => (inbox.GoneAt ?? inbox.BlockedAt) is not null,
        NotifiedCondition.Stopped or NotifiedCondition.AuthorizationGone or NotifiedCondition.Blocked or NotifiedCondition.ErrorsAbove or NotifiedCondition.InboxSilent
            or NotifiedCondition.RelationTokenRefused or NotifiedCondition.RelationApiChanged or NotifiedCondition.RelationUnavailable or NotifiedCondition.RelationBoxClosed => false,
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, "no such condition"),
    };
}
