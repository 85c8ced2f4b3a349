using System.Text.Json;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Salesforce.Http;

namespace RelationSync.Portal.Salesforce.Composite;

/// <summary>
/// Writes by sObject Collections, five of them a Composite (REST API Developer Guide, "sObject Collections"). Always
/// one outcome for each record, in order: what fails as a whole fails each of them. Records that say that the session has
/// run out are written again once, with a new token.
/// </summary>
internal sealed class CollectionsClient(SalesforceSession session, CompositeClient composite)
{
    public const int MaxRecords = 200;

    /// <inheritdoc cref="SendOnceAsync"/>
    public async Task<IReadOnlyList<WriteOutcome>> SendAsync<T>(
        string kind, IReadOnlyList<T> records, int recordsPerCollection, Func<T[], Subrequest> subrequest, CancellationToken cancellationToken)
    {
        var outcomes = await SendOnceAsync(kind, records, recordsPerCollection, subrequest, cancellationToken);
        var stale = Enumerable.Range(0, outcomes.Count).Where(i => Failures.SessionRanOut(outcomes[i].Failure?.Code) && outcomes[i].Failure!.Class is not FailureClass.AuthorizationGone).ToList();
        if (stale.Count == 0)
        {
            return outcomes;
        }

        var again = await SendRenewedAsync(kind, [.. stale.Select(i => records[i])], recordsPerCollection, subrequest, cancellationToken);
        foreach (var (index, outcome) in stale.Zip(again))
        {
            outcomes[index] = outcome;
        }

        return outcomes;
    }

    private async Task<List<WriteOutcome>> SendRenewedAsync<T>(
        string kind, IReadOnlyList<T> records, int recordsPerCollection, Func<T[], Subrequest> subrequest, CancellationToken cancellationToken)
    {
        try
        {
            await session.RenewAsync(cancellationToken);
            return await SendOnceAsync(kind, records, recordsPerCollection, subrequest, cancellationToken);
        }
        catch (SalesforceException e)
        {
            return [.. records.Select(_ => WriteOutcome.Failed(e.Failure with { Certainty = WriteCertainty.NotWritten }))];
        }
        catch (OperationCanceledException)
        {
            // Nothing of this call was sent, but the outcomes of the one before must not be lost.
            return [.. records.Select(_ => WriteOutcome.Failed(Failures.Abandoned() with { Certainty = WriteCertainty.NotWritten }))];
        }
    }

    /// <summary>As few Composites as the collections fit into, one after the other; after one that failed as a whole the rest isn't sent.</summary>
    private async Task<List<WriteOutcome>> SendOnceAsync<T>(
        string kind, IReadOnlyList<T> records, int recordsPerCollection, Func<T[], Subrequest> subrequest, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(recordsPerCollection, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(recordsPerCollection, MaxRecords);
        List<WriteOutcome> outcomes = new(records.Count);
        foreach (var call in records.Chunk(recordsPerCollection).Chunk(CompositeClient.MaxQueriesAndCollections))
        {
            SalesforceFailure? failure = null;
            try
            {
                outcomes.AddRange(await composite.SendAsync(
                    kind, writes: true, [.. call.Select(subrequest)], results => Outcomes(call, results), cancellationToken));
            }
            catch (SalesforceException e)
            {
                failure = e.Failure;
                outcomes.AddRange(call.SelectMany(c => c).Select(_ => WriteOutcome.Failed(e.Failure)));
            }
            catch (OperationCanceledException) when (outcomes.Count > 0)
            {
                // Nothing of this call was sent, but the outcomes of those before it must not be lost.
                failure = Failures.Abandoned();
            }

            if (failure is not null)
            {
                var unsent = WriteOutcome.Failed(failure with { Certainty = WriteCertainty.NotWritten });
                outcomes.AddRange(Enumerable.Repeat(unsent, records.Count - outcomes.Count));
                break;
            }
        }

        return outcomes;
    }

    private static List<WriteOutcome> Outcomes<T>(T[][] collections, IReadOnlyList<Subresult> results) =>
        [.. collections.Zip(results).SelectMany(pair => Outcomes(pair.First.Length, pair.Second))];

    private static IEnumerable<WriteOutcome> Outcomes(int count, Subresult result)
    {
        if (result.IsSuccess && result.Body.ValueKind == JsonValueKind.Array)
        {
            var answered = result.Body.EnumerateArray().Take(count).Select(Outcome).ToList();
            return answered.Concat(Enumerable.Repeat(Unanswered(), count - answered.Count));
        }

        return Enumerable.Repeat(
            result is { IsSuccess: false, Status: { } status }
                ? WriteOutcome.Failed(Failures.OfSubrequest(status, result.Body, writes: true))
                : Unanswered(),
            count);
    }

    // {"id":"00U…","success":true,"errors":[],"created":true}, {"success":false,"errors":[{"statusCode":"…","message":"…","fields":[]}]}
    private static WriteOutcome Outcome(JsonElement result) => result.Flag("success") switch
    {
        true when SalesforceId.To18(result.Text("id")) is { } id => WriteOutcome.Done(id),
        false => WriteOutcome.Failed(Refusal(result)),
        _ => Unanswered(),
    };

    private static SalesforceFailure Refusal(JsonElement result)
    {
        if (ErrorBodies.MostSevere(result.Child("errors") ?? default) is not { } line)
        {
            return WayMessages.NoReason.Text.Failure();
        }

        return new SalesforceFailure(
            Failures.SessionRanOut(line.Code) ? FailureClass.TransientRecord : FailureClassifier.Classify(line.Code), line.Code, line.Message, line.Fields);
    }

    private static WriteOutcome Unanswered() =>
        WriteOutcome.Failed(Failures.InvalidResponse("The answer lacks this record's result.", writes: true));
}
