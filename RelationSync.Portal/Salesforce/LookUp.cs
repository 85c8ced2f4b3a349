using System.Text.Json;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Salesforce.Composite;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Salesforce.Soql;

namespace RelationSync.Portal.Salesforce;

/// <summary>
/// Asks all that a question holds: five queries or further pages a Composite, until nothing is left. A query that is
/// too much is halved and asked again.
/// </summary>
internal sealed class LookUp(SalesforceSession session, CompositeClient composite, OrgMemory memory, string orgId, string dataPath)
{
    /// <summary>A million rows, or an org that never says "done": both are too many.</summary>
    private const int MaxComposites = 200;

    private readonly Queue<Pending> _pending = new();
    private readonly LookUpRows _rows = new();
    private bool _ranOut;
    private bool _renewed;

    public async Task<LookUpAnswer> RunAsync(IEnumerable<SoqlQuery> queries, CancellationToken cancellationToken)
    {
        foreach (var query in queries)
        {
            Ask(query);
        }

        for (var sent = 0; _pending.Count > 0; sent++)
        {
            if (sent == MaxComposites)
            {
                throw Failures.InvalidResponse("The answer has no end.", writes: false).Throwable();
            }

            var batch = new List<Pending>();
            while (batch.Count < CompositeClient.MaxQueriesAndCollections && _pending.TryDequeue(out var next))
            {
                batch.Add(next);
            }

            await composite.SendAsync(
                "look_up", writes: false, [.. batch.Select(p => new Subrequest("GET", p.Url))], results => Take(batch, results), cancellationToken);
            if (_ranOut && !_renewed)
            {
                await session.RenewAsync(cancellationToken);
                _renewed = true;
            }
        }

        return _rows.ToAnswer();
    }

    private void Ask(SoqlQuery query) => _pending.Enqueue(new(query, $"{dataPath}query?q={Uri.EscapeDataString(query.Text)}"));

    private bool Take(List<Pending> batch, IReadOnlyList<Subresult> results)
    {
        for (var i = 0; i < batch.Count; i++)
        {
            if (results[i].IsSuccess)
            {
                TakeRows(batch[i].Query, results[i].Body);
            }
            else if (results[i].Status is { } status)
            {
                TakeFailure(batch[i], Failures.OfSubrequest(status, results[i].Body, writes: false));
            }
            else
            {
                throw Failures.InvalidResponse("The answer lacks a subrequest's result.", writes: false).Throwable();
            }
        }

        return true;
    }

    private void TakeRows(SoqlQuery query, JsonElement page)
    {
        if (page.Child("records") is not { ValueKind: JsonValueKind.Array } records || !records.EnumerateArray().All(row => _rows.Add(query.Entity, row)))
        {
            throw Failures.InvalidResponse($"{query.Entity}: rows lack what was asked.", writes: false).Throwable();
        }

        if (page.Flag("done") != false)
        {
            return;
        }

        // "/services/data/v67.0/query/01g5g00000ABCDE-2000": a path, never a host.
        var next = page.Text("nextRecordsUrl");
        if (next is null || next.Length > 2000 || !next.StartsWith("/services/data/", StringComparison.Ordinal))
        {
            throw Failures.InvalidResponse($"{query.Entity}: the next page is not named.", writes: false).Throwable();
        }

        _pending.Enqueue(new(query, next));
    }

    private void TakeFailure(Pending asked, SalesforceFailure failure)
    {
        var query = asked.Query;
        if (Failures.SessionRanOut(failure.Code) && !_renewed)
        {
            _ranOut = true;
            _pending.Enqueue(asked);
        }
        else if (failure.Class == FailureClass.Split && query.Terms.Count > 1)
        {
            foreach (var half in query.Halves())
            {
                Ask(half);
            }
        }
        else if (query == LookUpQueries.Permissions && failure is { HoldsUp: false, Class: not FailureClass.TransientCall })
        {
            // It can't be asked: then it counts as no (R-D2).
        }
        else if (failure.Code == "INVALID_FIELD" && LookUpQueries.AsksLicense(query))
        {
            memory.LicenseIsHidden(orgId);
            Ask(LookUpQueries.WithoutLicense(query));
        }
        else if (failure.Code == "INVALID_FIELD" && LookUpQueries.WithoutHidden(query, failure) is { } narrower)
        {
            Ask(narrower);
        }
        else if (failure.Code == "INVALID_FIELD" && LookUpQueries.AsksAccount(query))
        {
            memory.AccountIsHidden(orgId);
            Ask(LookUpQueries.WithoutAccount(query));
        }
        else
        {
            // An object or field that the connecting user may not read: say which object.
            throw (failure with
            {
                Message = failure.Text is null ? SafeText.Clean($"{query.Entity}: {failure.Message}") : failure.Message,
                Fields = [query.Entity],
            }).Throwable();
        }
    }

    private sealed record Pending(SoqlQuery Query, string Url);
}
