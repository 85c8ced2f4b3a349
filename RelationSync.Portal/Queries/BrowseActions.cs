namespace RelationSync.Portal.Queries;

/// <summary>What the actions page asks for; null leaves a matter open.</summary>
/// <param name="Inbox">The key of an inbox.</param>
/// <param name="Channel">A channel's code.</param>
/// <param name="Status">A code of <c>ActionStatusCodes</c>.</param>
/// <param name="Search">As in <see cref="ActionFilter"/>.</param>
/// <param name="Before">Only older ones than this.</param>
/// <param name="After">Only newer ones than this, the nearest.</param>
public sealed record ActionsQuery(string? Inbox, string? Channel, string? Status, string? Search, long? Before, long? After);

/// <summary>A page of actions, newest first, with the inboxes to choose from.</summary>
public sealed record ActionsView(IReadOnlyList<ActionView> Actions, bool HasNewer, bool HasOlder, IReadOnlyList<InboxName> Inboxes, DateTimeOffset At);

/// <summary>The actions page's own query: a page in either direction.</summary>
public sealed class BrowseActions(ListActions actions, ListInboxes inboxes, TimeProvider time)
{
    /// <summary>Rows a page.</summary>
    public const int PageSize = 50;

    public async Task<ActionsView> RunAsync(ActionsQuery query, CancellationToken cancellationToken)
    {
        var known = await inboxes.RunAsync(cancellationToken);
        var inbox = known.FirstOrDefault(i => i.Key == query.Inbox);
        if (query.Inbox is not null && inbox is null)
        {
            return new ActionsView([], false, false, known, time.GetUtcNow());
        }

        var filter = new ActionFilter(inbox?.Id, query.Channel, query.Status, Search: query.Search);
        if (query.After is { } after)
        {
            var newer = await actions.RunAsync(filter, Keyset.Oldest with { Beyond = after }, PageSize, cancellationToken);
            if (newer.HasMore)
            {
                return new ActionsView([.. newer.Items.Reverse()], true, true, known, time.GetUtcNow());
            }
        }

        // Back at the beginning, a whole page is shown and not the few that are new.
        var before = query.After is null ? query.Before : null;
        var page = await actions.RunAsync(filter, Keyset.Newest with { Beyond = before }, PageSize, cancellationToken);
        return new ActionsView(page.Items, before is not null, page.HasMore, known, time.GetUtcNow());
    }
}
