using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Sync;

namespace RelationSync.Portal.Salesforce.Composite;

/// <summary>Deletes Events by Collections. What is said of one that is gone, or was never there, is for the caller to judge.</summary>
internal sealed class EventDeletion(SalesforceSession session, CollectionsClient collections)
{
    public async Task<IReadOnlyList<WriteOutcome>> DeleteAsync(IReadOnlyList<string> eventIds, CancellationToken cancellationToken)
    {
        var outcomes = new WriteOutcome?[eventIds.Count];
        var valid = Enumerable.Range(0, eventIds.Count).Where(i => SalesforceId.IsValid(eventIds[i])).ToList();
        var sent = await collections.SendAsync("delete", valid, CollectionsClient.MaxRecords, Subrequest, cancellationToken);
        for (var i = 0; i < valid.Count; i++)
        {
            outcomes[valid[i]] = sent[i];
        }

        return [.. outcomes.Select(o => o ?? WriteOutcome.Failed(WayMessages.MalformedId.Text.Failure()))];

        Subrequest Subrequest(int[] chunk) =>
            new("DELETE", $"{session.DataPath}composite/sobjects?ids={string.Join(',', chunk.Select(i => eventIds[i]))}&allOrNone=false");
    }
}
