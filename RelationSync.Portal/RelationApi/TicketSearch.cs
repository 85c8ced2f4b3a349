using RelationSync.Domain.Relation;

namespace RelationSync.Portal.RelationApi;

/// <summary>Reads all pages of a search. No order is assumed, and nothing stops it early but the end.</summary>
internal sealed class TicketSearch(TenantCalls calls)
{
    /// <summary>The tickets found, each with the latest change that a page told of.</summary>
    /// <param name="mostPages">More than these, and <see cref="SearchResult.IsTooLarge"/> says so.</param>
    public async Task<SearchResult> RunAsync(TenantSession session, long boxId, TicketQuery query, int mostPages, CancellationToken cancellationToken)
    {
        var found = new Dictionary<long, DateTimeOffset>();
        query = query with { WithSpam = !session.RefusesSpam };
        var (fault, pages, first) = await PassAsync(session, boxId, query, mostPages, found, cancellationToken);
        if (fault is { Fault: ApiFault.BadRequest } && query.WithSpam)
        {
            // It may not know the sixth status.
            query = query with { WithSpam = false };
            (fault, pages, first) = await PassAsync(session, boxId, query, mostPages, found, cancellationToken);
            session.RefusesSpam = fault is null;
        }

        if (fault is null && pages is >= 2 && pages <= mostPages && !first.SetEquals(await FirstPageAsync(session, boxId, query, found, cancellationToken) ?? first))
        {
            // Pages shifted while they were read.
            (fault, pages, _) = await PassAsync(session, boxId, query, mostPages, found, cancellationToken);
        }

        return new SearchResult(fault, found, pages, fault is null && pages > mostPages);
    }

    private async Task<(ApiAnswer? Fault, int Pages, HashSet<long> First)> PassAsync(
        TenantSession session, long boxId, TicketQuery query, int mostPages, Dictionary<long, DateTimeOffset> found, CancellationToken cancellationToken)
    {
        var first = new HashSet<long>();
        for (var page = 1; page <= mostPages; page++)
        {
            var answer = await calls.CallAsync(session, ReadingCall.Search(boxId, query, page), cancellationToken);
            if (!answer.IsGood || ApiReader.Hits(answer.Json) is not { } hits)
            {
                return (answer.IsGood ? answer with { Fault = ApiFault.Unavailable } : answer, page, first);
            }

            if (page == 1)
            {
                first = [.. hits.Select(h => h.TicketId)];
            }

            Take(hits, found);
            if (answer.Json.GetArrayLength() < query.PerPage)
            {
                return (null, page, first);
            }
        }

        return (null, mostPages + 1, first);
    }

    private async Task<HashSet<long>?> FirstPageAsync(
        TenantSession session, long boxId, TicketQuery query, Dictionary<long, DateTimeOffset> found, CancellationToken cancellationToken)
    {
        var answer = await calls.CallAsync(session, ReadingCall.Search(boxId, query, 1), cancellationToken);
        if (!answer.IsGood || ApiReader.Hits(answer.Json) is not { } hits)
        {
            return null;
        }

        Take(hits, found);
        return [.. hits.Select(h => h.TicketId)];
    }

    private static void Take(IEnumerable<TicketHit> hits, Dictionary<long, DateTimeOffset> found)
    {
        foreach (var hit in hits)
        {
            found[hit.TicketId] = found.TryGetValue(hit.TicketId, out var before) && before > hit.LastUpdatedAt ? before : hit.LastUpdatedAt;
        }
    }
}

/// <summary>What a search came to.</summary>
/// <param name="Fault">Null: every page was answered.</param>
/// <param name="Found">Tickets with their last change; of a search that failed, what it had by then.</param>
internal sealed record SearchResult(ApiAnswer? Fault, IReadOnlyDictionary<long, DateTimeOffset> Found, int Pages, bool IsTooLarge);
