using RelationSync.Domain.Channels;

namespace RelationSync.Domain.Actions;

/// <summary>Brings the stored actions of one activity in line with what its operations now imply.</summary>
public static class ActionReconciler
{
    /// <summary>
    /// An action is the one whose trigger a derived action has among its operations. What is no longer implied is
    /// cancelled where nothing of it can stand yet, else left as it is. Returns the actions that are new.
    /// </summary>
    /// <param name="existing">All stored actions of the activity; they are changed in place.</param>
    /// <param name="derived">What the operations imply.</param>
    /// <param name="create">Makes an action of a derived one, with an id that isn't among those given.</param>
    /// <param name="customerKey">What lists show as the customer.</param>
    /// <param name="isBetterKnown">Whether what came in changes owner or times of this action by better evidence (R-P6).</param>
    /// <param name="now">UTC.</param>
    public static IReadOnlyList<SyncAction> Reconcile(
        IReadOnlyCollection<SyncAction> existing,
        IReadOnlyList<DerivedAction> derived,
        Func<DerivedAction, IReadOnlySet<Guid>, SyncAction> create,
        Func<DerivedAction, string?> customerKey,
        Func<SyncAction, DerivedAction, bool> isBetterKnown,
        DateTimeOffset now)
    {
        var ids = existing.Select(a => a.Id).ToHashSet();
        var left = existing.ToList();
        var added = new List<SyncAction>();
        foreach (var one in derived)
        {
            var match = left.Find(a => a.TriggerOperationId == one.TriggerOperationId) ?? left.Find(a => MayBecome(a, one));
            if (match is null)
            {
                var action = create(one, ids);
                ids.Add(action.Id);
                added.Add(action);
            }
            else
            {
                left.Remove(match);
                match.Follow(one, customerKey(one), isBetterKnown(match, one), now);
            }
        }

        foreach (var orphan in left.Where(a => a.Status is ActionStatus.Half or ActionStatus.Held))
        {
            orphan.Cancel(now);
        }

        return added;
    }

    /// <summary>
    /// Its trigger has moved. A cancelled send doesn't become the press of the schedule button that came in after it:
    /// every such press is an action (R-T5).
    /// </summary>
    private static bool MayBecome(SyncAction action, DerivedAction derived) =>
        derived.OperationIds.Contains(action.TriggerOperationId, StringComparer.Ordinal)
        && !(action.Status is ActionStatus.Cancelled && derived.Channel.Family is ChannelFamily.Message);
}
