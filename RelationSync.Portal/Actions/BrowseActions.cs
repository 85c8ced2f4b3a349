using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Actions;

/// <summary>What the actions page asks for; null leaves a matter open.</summary>
/// <param name="Inbox">The key of an inbox.</param>
/// <param name="Channel">A channel's code.</param>
/// <param name="Status">A code of <c>ActionStatusCodes</c>.</param>
/// <param name="Search">As in <see cref="ActionFilter"/>.</param>
/// <param name="Operator">An e-mail.</param>
/// <param name="From">Triggered not before it.</param>
/// <param name="To">Triggered before it.</param>
/// <param name="Before">Only older ones than this.</param>
/// <param name="After">Only newer ones than this, the nearest.</param>
public sealed record ActionsQuery(
    string? Inbox = null,
    string? Channel = null,
    string? Status = null,
    string? Search = null,
    string? Operator = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    long? Before = null,
    long? After = null);

/// <summary>A page of actions, newest first, with the inboxes to choose from.</summary>
/// <param name="Actions">The page.</param>
/// <param name="Newer">Beyond which newer ones are; null: there are none.</param>
/// <param name="Older">Beyond which older ones are; null: there are none.</param>
/// <param name="SearchedTo">It took too long to look through all of them: when those were triggered that it came to.</param>
/// <param name="Inboxes">To choose from.</param>
public sealed record ActionsView(
    IReadOnlyList<ActionView> Actions, long? Newer, long? Older, DateTimeOffset? SearchedTo, IReadOnlyList<InboxName> Inboxes);

/// <summary>The actions page's own query: a page in either direction.</summary>
public sealed class BrowseActions(ListActions actions, ListInboxes inboxes)
{
    /// <summary>Rows a page.</summary>
    public const int PageSize = 50;

    public async Task<ActionsView> RunAsync(ActionsQuery query, CancellationToken cancellationToken)
    {
        var known = await inboxes.RunAsync(cancellationToken);
        var inbox = known.FirstOrDefault(i => i.Key == query.Inbox);
        if (query.Inbox is not null && inbox is null)
        {
            return new ActionsView([], null, null, null, known);
        }

        var filter = new ActionFilter(
            inbox?.Id, query.Channel, query.Status, Search: query.Search, Operator: query.Operator, From: query.From, To: query.To);
        if (query.After is { } after)
        {
            var newer = await actions.RunAsync(filter, Keyset.Oldest with { Beyond = after }, PageSize, cancellationToken);
            if (newer.Next is { } next)
            {
                return new ActionsView([.. newer.Items.Reverse()], next, newer.Items.Count > 0 ? newer.Items[0].Seq : after, newer.NextAt, known);
            }
        }

        // Back at the beginning, a whole page is shown and not the few that are new.
        var before = query.After is null ? query.Before : null;
        var page = await actions.RunAsync(filter, Keyset.Newest with { Beyond = before }, PageSize, cancellationToken);
        return new ActionsView(
            page.Items, before is null ? null : page.Items.Count > 0 ? page.Items[0].Seq : before - 1, page.Next, page.NextAt, known);
    }
}
