using RelationSync.Domain.Actions;
using RelationSync.Domain.Sync;
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
/// <param name="Before">Only those beyond this, in the order of the list.</param>
/// <param name="After">Only those before this in the order of the list, the nearest.</param>
public sealed record ActionsQuery(
    string? Inbox = null,
    string? Channel = null,
    string? Status = null,
    string? Search = null,
    string? Operator = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    long? Before = null,
    long? After = null)
{
    /// <summary>Those that a figure counts.</summary>
    public ActionSet? Set { get; init; }

    /// <inheritdoc cref="ActionFilter.WithoutTests"/>
    public bool WithoutTests { get; init; }

    /// <inheritdoc cref="ActionFilter.SyncedFrom"/>
    public DateTimeOffset? SyncedFrom { get; init; }

    /// <inheritdoc cref="ActionFilter.SyncedTo"/>
    public DateTimeOffset? SyncedTo { get; init; }

    /// <inheritdoc cref="ActionFilter.MadeOn"/>
    public InboxDay? MadeOn { get; init; }

    public ActionSort Sort { get; init; }

    /// <summary>Of a sort that isn't the order of arrival: the other way round.</summary>
    public bool Descending { get; init; }

    /// <summary>The page of a list that isn't in the order of arrival, from 1 on.</summary>
    public int Page { get; init; } = 1;
}

/// <summary>A page of actions, newest first, with the inboxes to choose from.</summary>
/// <param name="Actions">The page.</param>
/// <param name="Newer">Beyond which newer ones are; null: there are none.</param>
/// <param name="Older">Beyond which older ones are; null: there are none.</param>
/// <param name="SearchedTo">It took too long to look through all of them: when those were triggered that it came to.</param>
/// <param name="Inboxes">To choose from.</param>
public sealed record ActionsView(
    IReadOnlyList<ActionView> Actions, long? Newer, long? Older, DateTimeOffset? SearchedTo, IReadOnlyList<InboxName> Inboxes)
{
    /// <summary>How many fit.</summary>
    public int Total { get; init; }

    /// <summary>There may be more than <see cref="Total"/>.</summary>
    public bool IsMore { get; init; }

    /// <summary>Pages of a list that isn't in the order of arrival; 0: it is.</summary>
    public int Pages { get; init; }
}

/// <summary>The actions page's own query: a page in either direction.</summary>
public sealed class BrowseActions(ListActions actions, ListInboxes inboxes, SyncSettings settings)
{
    /// <summary>Rows per page.</summary>
    public const int PageSize = 50;

    /// <summary>So many are sorted and counted; of more, the list stays in the order of arrival.</summary>
    public const int MostSorted = 1000;

    public async Task<ActionsView> RunAsync(ActionsQuery query, CancellationToken cancellationToken)
    {
        var known = await inboxes.RunAsync(cancellationToken);
        var inbox = known.FirstOrDefault(i => i.Key == query.Inbox);
        if (query.Inbox is not null && inbox is null)
        {
            return new ActionsView([], null, null, null, known);
        }

        var filter = Filter(query, inbox?.Id);
        var isByArrival = query.Sort is ActionSort.Newest or ActionSort.Oldest;
        var view = isByArrival ? await ByArrivalAsync(filter, query, known, cancellationToken) : null;
        if (view is { Newer: null, Older: null })
        {
            return view with { Total = view.Actions.Count };
        }

        var all = await actions.RunAsync(filter, Keyset.Newest, MostSorted, cancellationToken);
        view ??= all.Next is null ? Sorted(all.Items, query, known) : await ByArrivalAsync(filter, query, known, cancellationToken);
        return view with { Total = all.Items.Count, IsMore = all.Next is not null };
    }

    /// <summary>All failed ones among those that are asked for.</summary>
    public async Task<IReadOnlyCollection<Guid>> FailedAsync(ActionsQuery query, CancellationToken cancellationToken)
    {
        if (query.Status is not (null or ActionStatusCodes.Failed))
        {
            return [];
        }

        var inbox = (await inboxes.RunAsync(cancellationToken)).FirstOrDefault(i => i.Key == query.Inbox);
        if (query.Inbox is not null && inbox is null)
        {
            return [];
        }

        var filter = Filter(query, inbox?.Id) with { Status = ActionStatusCodes.Failed };
        List<Guid> failed = [];
        for (ActionSlice? page = null; page is null || page.Next is not null;)
        {
            page = await actions.RunAsync(filter, Keyset.Newest with { Beyond = page?.Next }, MostSorted, ScanLimits.Program, cancellationToken);
            failed.AddRange(page.Items.Select(a => a.Id));
        }

        return failed;
    }

    private static ActionsView Sorted(IReadOnlyList<ActionView> all, ActionsQuery query, IReadOnlyList<InboxName> known)
    {
        var pages = Math.Max(1, (all.Count + PageSize - 1) / PageSize);
        var page = Math.Clamp(query.Page, 1, pages);
        return new ActionsView([.. all.In(query.Sort, query.Descending).Skip((page - 1) * PageSize).Take(PageSize)], null, null, null, known) { Pages = pages };
    }

    private async Task<ActionsView> ByArrivalAsync(ActionFilter filter, ActionsQuery query, IReadOnlyList<InboxName> known, CancellationToken cancellationToken)
    {
        var isOldest = query.Sort is ActionSort.Oldest;
        var (back, on) = isOldest ? (Keyset.Newest, Keyset.Oldest) : (Keyset.Oldest, Keyset.Newest);
        if (query.After is { } after)
        {
            var earlier = await actions.RunAsync(filter, back with { Beyond = after }, PageSize, cancellationToken);
            if (earlier.Next is { } next)
            {
                return new ActionsView([.. earlier.Items.Reverse()], next, earlier.Items.Count > 0 ? earlier.Items[0].Seq : after, earlier.NextAt, known);
            }
        }

        // Back at the beginning, a whole page is shown and not the few that are before.
        var before = query.After is null ? query.Before : null;
        var page = await actions.RunAsync(filter, on with { Beyond = before }, PageSize, cancellationToken);
        return new ActionsView(
            page.Items, before is null ? null : page.Items.Count > 0 ? page.Items[0].Seq : isOldest ? before + 1 : before - 1, page.Next, page.NextAt, known);
    }

    /// <summary>The same without its page: what an export holds, and what all of a list means.</summary>
    /// <param name="query">What is asked for.</param>
    /// <param name="inboxId">Of the inbox that it names.</param>
    internal ActionFilter Filter(ActionsQuery query, long? inboxId) => new(
        inboxId, query.Channel, query.Status, Search: query.Search, Operator: query.Operator, From: query.From, To: query.To)
    {
        Figure = query.Set is { } set ? new FigureFilter(set, settings.SlaTarget) : null,
        WithoutTests = query.WithoutTests,
        SyncedFrom = query.SyncedFrom,
        SyncedTo = query.SyncedTo,
        MadeOn = query.MadeOn,
    };
}
