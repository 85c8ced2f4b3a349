namespace RelationSync.Domain.Actions;

/// <summary>Brings the stored actions of one activity in line with what its operations now imply.</summary>
public static class ActionBook
{
    /// <summary>
    /// An action is the one whose trigger a derived action has among its operations. What is no longer implied is
    /// cancelled where nothing of it can stand yet, else left as it is. Returns the actions that are new.
    /// </summary>
    /// <param name="existing">All stored actions of the activity; they are changed in place.</param>
    /// <param name="derived">What the operations imply.</param>
    /// <param name="create">Makes an action of a derived one, with an id that isn't among those given.</param>
    /// <param name="customerKey">What lists show as the customer.</param>
    /// <param name="now">UTC.</param>
    public static IReadOnlyList<SyncAction> Reconcile(
        IReadOnlyCollection<SyncAction> existing,
        IReadOnlyList<DerivedAction> derived,
        Func<DerivedAction, IReadOnlySet<Guid>, SyncAction> create,
        Func<DerivedAction, string?> customerKey,
        DateTimeOffset now)
    {
        var ids = existing.Select(a => a.Id).ToHashSet();
        var left = existing.ToList();
        var added = new List<SyncAction>();
        foreach (var one in derived)
        {
            var match = left.Find(a => one.OperationIds.Contains(a.TriggerOperationId, StringComparer.Ordinal));
            if (match is null)
            {
                var action = create(one, ids);
                ids.Add(action.Id);
                added.Add(action);
            }
            else
            {
                left.Remove(match);
                match.Follow(one, customerKey(one), now);
            }
        }

        foreach (var orphan in left.Where(a => a.Status is ActionStatus.Half or ActionStatus.Held))
        {
            orphan.Cancel(now);
        }

        return added;
    }
}
