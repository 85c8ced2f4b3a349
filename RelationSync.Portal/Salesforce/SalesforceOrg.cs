using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Salesforce.Composite;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Salesforce.Metadata;
using RelationSync.Portal.Salesforce.Soql;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Salesforce;

/// <summary>
/// One org over REST, and Metadata SOAP for the picklist. Reads throw <see cref="SalesforceException"/> or, cancelled,
/// <see cref="OperationCanceledException"/>. Writes answer for each record; a cancellation stops one only before
/// anything is sent, and one under way ends with outcomes (see <see cref="SalesforceTransport"/>).
/// </summary>
internal sealed class SalesforceOrg(SalesforceSession session, OrgMemory memory, INamedLeases leases) : ISalesforceOrg
{
    private readonly CompositeClient _composite = new(session);

    public int Calls => session.Calls;

    public Task ConnectAsync(CancellationToken cancellationToken) => session.TokenAsync(cancellationToken);

    public async Task<OrgCapabilities> DescribeAsync(CancellationToken cancellationToken)
    {
        var call = new ApiCall("describe", HttpMethod.Get, session.DataPath + "sobjects/Event/describe");
        var token = await session.TokenAsync(cancellationToken);
        var known = await session.ReadAsync(call, json => EventDescription.Read(json, token), cancellationToken);
        return known with { Sandbox = await new Sandboxes(session, memory).AskAsync(cancellationToken) };
    }

    public async Task<LookUpAnswer> LookUpAsync(LookUpQuestion question, CancellationToken cancellationToken)
    {
        if (question.IsEmpty)
        {
            return LookUpAnswer.Nothing;
        }

        var token = await session.TokenAsync(cancellationToken);
        var queries = LookUpQueries.Of(question, withLicense: !memory.IsLicenseHidden(token.OrgId), withAccount: !memory.IsAccountHidden(token.OrgId));
        return await new LookUp(session, _composite, memory, token.OrgId, session.DataPath).RunAsync(queries, cancellationToken);
    }

    public Task<IReadOnlyList<WriteOutcome>> WriteAsync(
        IReadOnlyList<EventRecord> records, bool byMarker, int recordsPerCollection, CancellationToken cancellationToken)
    {
        var (method, path) = byMarker ? ("PATCH", $"composite/sobjects/{LookUpQueries.EventObject}/{LookUpQueries.MarkerField}") : ("POST", "composite/sobjects");
        return new CollectionsClient(session, _composite).SendAsync(
            "write",
            records,
            recordsPerCollection,
            chunk => new Subrequest(method, session.DataPath + path, writer => EventJson.Collection(writer, chunk, byMarker)),
            cancellationToken);
    }

    public Task<IReadOnlyList<WriteOutcome>> ChangeAsync(IReadOnlyList<EventChange> changes, CancellationToken cancellationToken) =>
        new CollectionsClient(session, _composite).SendAsync(
            "change",
            changes,
            CollectionsClient.MaxRecords,
            chunk => new Subrequest("PATCH", session.DataPath + "composite/sobjects", writer => EventJson.Changes(writer, chunk)),
            cancellationToken);

    public Task<IReadOnlyList<WriteOutcome>> DeleteAsync(IReadOnlyList<string> eventIds, CancellationToken cancellationToken) =>
        new EventDeletion(session, new CollectionsClient(session, _composite)).DeleteAsync(eventIds, cancellationToken);

    public Task<IReadOnlyList<UserOutcome>> CreateUsersAsync(IReadOnlyList<NewUser> users, CancellationToken cancellationToken) =>
        new UserCreation(session, _composite, memory).CreateAsync(users, cancellationToken);

    public Task<TypesOutcome> AddTypesAsync(IReadOnlyCollection<string> labels, CancellationToken cancellationToken) =>
        new EventTypes(new MetadataClient(session), leases, DescribeAsync).AddAsync(session, labels, cancellationToken);
}
