using RelationSync.Domain.Sync;

namespace RelationSync.Portal.Salesforce.Composite;

/// <summary>Deletes Events by Collections. One that is gone, or was never there, counts as deleted.</summary>
internal sealed class EventDeletion(SalesforceSession session, CollectionsClient collections)
{
    public async Task<IReadOnlyList<WriteOutcome>> DeleteAsync(IReadOnlyList<string> eventIds, CancellationToken cancellationToken)
    {
        var outcomes = new WriteOutcome?[eventIds.Count];
        var valid = Enumerable.Range(0, eventIds.Count).Where(i => SalesforceId.IsValid(eventIds[i])).ToList();
        var sent = await collections.SendAsync("delete", valid, CollectionsClient.MaxRecords, Subrequest, cancellationToken);
        for (var i = 0; i < valid.Count; i++)
        {
            var id = eventIds[valid[i]];
            outcomes[valid[i]] = IsGone(sent[i].Failure) ? WriteOutcome.Done(id) : sent[i];
        }

        return [.. outcomes.Select(o => o ?? WriteOutcome.Failed(new SalesforceFailure(FailureClass.Data, "MALFORMED_ID", "Not a record id.", [])))];

        Subrequest Subrequest(int[] chunk) =>
            new("DELETE", $"{session.DataPath}composite/sobjects?ids={string.Join(',', chunk.Select(i => eventIds[i]))}&allOrNone=false");
    }

    // A record deleted for good is an invalid reference, one in the bin a deleted entity.
    private static bool IsGone(SalesforceFailure? failure) =>
        failure is { WholeCall: false, Code: "ENTITY_IS_DELETED" or "INVALID_CROSS_REFERENCE_KEY" or "NOT_FOUND" };
}
