namespace RelationSync.Portal.Actions;

/// <summary>The order of a list of actions. All but the order of arrival are for lists that fit into memory (<see cref="BrowseActions.MostSorted"/>).</summary>
public enum ActionSort
{
    /// <summary>As they arrived, the newest first.</summary>
    Newest,

    /// <summary>As they arrived, the oldest first.</summary>
    Oldest,

    Subject,

    Customer,

    Inbox,

    State,

    Latency,
}

/// <summary>Compares actions for a list.</summary>
internal static class ActionOrder
{
    /// <summary>In that order; what is equal stays in the order of arrival, and what has no value comes last.</summary>
    public static IEnumerable<ActionView> In(this IEnumerable<ActionView> actions, ActionSort sort, bool descending) => sort switch
    {
        ActionSort.Subject => By(actions, a => a.Subject, StringComparer.CurrentCulture, descending),
        ActionSort.Customer => By(actions, a => a.CustomerKey, StringComparer.OrdinalIgnoreCase, descending),
        ActionSort.Inbox => By(actions, a => a.Inbox.Name, StringComparer.CurrentCulture, descending),
        ActionSort.State => By(actions, a => a.Status + a.LastError, StringComparer.Ordinal, descending),
        ActionSort.Latency => By(actions, a => a.Latency?.Ticks, null, descending),
        _ => actions,
    };

    private static IEnumerable<ActionView> By<T>(IEnumerable<ActionView> actions, Func<ActionView, T?> key, IComparer<T?>? comparer, bool descending)
    {
        var valued = actions.OrderBy(a => key(a) is null);
        return descending ? valued.ThenByDescending(key, comparer) : valued.ThenBy(key, comparer);
    }
}
