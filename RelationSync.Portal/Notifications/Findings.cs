using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>What holds now, of whom, and of what nothing can be said.</summary>
/// <param name="Inboxes">By id.</param>
/// <param name="Bad">Conditions that hold.</param>
/// <param name="FewEvents">Inboxes with too few Events today to judge their share without contact and lead.</param>
internal sealed record Findings(IReadOnlyDictionary<long, WatchedInbox> Inboxes, IReadOnlyList<Finding> Bad, IReadOnlySet<long> FewEvents)
{
    /// <summary>
    /// Neither well nor bad: an inbox that is stopped can't keep the promise, so its <see cref="NotifiedCondition.SlaMissed"/>
    /// neither begins nor ends; limit and budget tell nothing while the authorisation is gone or the app blocked; and the
    /// first Events of a day tell nothing about <see cref="NotifiedCondition.NobodyFound"/>.
    /// </summary>
    public bool IsUnknown(NotifiedCondition condition, long inboxId) => Inboxes.GetValueOrDefault(inboxId) is { ConnectionId: not null } inbox && condition switch
    {
        NotifiedCondition.SlaMissed => inbox.IsStopped,
        NotifiedCondition.LimitReached or NotifiedCondition.BudgetReached => (inbox.GoneAt ?? inbox.BlockedAt) is not null,
        NotifiedCondition.NobodyFound => FewEvents.Contains(inboxId),
        _ => false,
    };

    /// <summary>False if an administrator took away what the condition is about: its end is no recovery then.</summary>
    public bool IsWatched(NotifiedCondition condition, long inboxId) => Inboxes.GetValueOrDefault(inboxId) is { } inbox && condition switch
    {
        NotifiedCondition.ErrorsAbove => true,
        NotifiedCondition.InboxSilent => inbox.HasSilenceAlert,
        NotifiedCondition.RelationTokenRefused or NotifiedCondition.RelationApiChanged
            or NotifiedCondition.RelationUnavailable or NotifiedCondition.RelationBoxClosed => inbox is { ConnectionId: not null, IsRead: true },
        _ => inbox.ConnectionId is not null,
    };
}
