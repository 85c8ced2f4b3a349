using System.Xml.Linq;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Salesforce.Metadata;

/// <summary>Adds labels to the picklist of Event's <c>Type</c> (R-M5): read, merge, write, read again; one at a time for each org, over all processes.</summary>
/// <param name="describe">Describes Event anew.</param>
internal sealed class EventTypes(MetadataClient metadata, INamedLeases leases, Func<CancellationToken, Task<OrgCapabilities>> describe)
{
    private static readonly XNamespace Namespace = MetadataClient.Namespace;

    public async Task<TypesOutcome> AddAsync(SalesforceSession session, IReadOnlyCollection<string> labels, CancellationToken cancellationToken)
    {
        try
        {
            var orgId = (await session.TokenAsync(cancellationToken)).OrgId;
            await using var turn = await leases.HoldAsync(LeaseKinds.Picklist, orgId, cancellationToken);
            return new TypesOutcome(await AddAsync(labels, turn, cancellationToken), null);
        }
        catch (SalesforceException e)
        {
            return new TypesOutcome(null, e.Failure);
        }
    }

    private async Task<IReadOnlySet<string>> AddAsync(IReadOnlyCollection<string> labels, INamedLease turn, CancellationToken cancellationToken)
    {
        var before = await ReadAsync(cancellationToken);
        if (labels.All(before.Active.Contains))
        {
            return before.Active;
        }

        if (turn.Lost.IsCancellationRequested)
        {
            // Another may have added values since: our list lacks them.
            throw WayMessages.TurnLost.Text.Failure(wholeCall: true).Throwable();
        }

        SalesforceException? lost = null;
        try
        {
            var update = new XElement(Namespace + "updateMetadata", before.With(labels));
            MetadataClient.ThrowIfRefused(await metadata.SendAsync("types", update, writes: true, cancellationToken));
        }
        catch (SalesforceException e) when (e.Failure.Certainty != WriteCertainty.NotWritten)
        {
            // The answer was lost. Reading again tells what became of it; the update itself isn't repeated.
            lost = e;
        }

        var after = await ReadAsync(cancellationToken);
        return labels.All(after.Active.Contains)
            ? after.Active
            : throw lost ?? WayMessages.TypesNotAdded.Text.Failure(wholeCall: true).Throwable();
    }

    private async Task<StandardValueSet> ReadAsync(CancellationToken cancellationToken)
    {
        var read = new XElement(
            Namespace + "readMetadata", new XElement(Namespace + "type", "StandardValueSet"), new XElement(Namespace + "fullNames", "EventType"));
        var results = await metadata.SendAsync("types", read, writes: false, cancellationToken);
        var values = results.Elements(Namespace + "records").FirstOrDefault(r => r.Element(Namespace + "fullName") is not null) is { } records ? new StandardValueSet(records) : null;
        // An empty list is believed only where Event, described anew, has no value either: writing it back with ours alone
        // would drop what we could not see.
        return values is not null && (!values.IsEmpty || (await describe(cancellationToken)).Types.Count == 0) ? values : throw WayMessages.EmptyValueSet.Text.Failure(wholeCall: true).Throwable();
    }
}
