using System.Text.Json;
using System.Xml.Linq;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Salesforce.Soql;

namespace RelationSync.Portal.Salesforce.Metadata;

/// <summary>
/// Creates the marker field through Metadata (Metadata API Developer Guide, "CustomField"). A field so made is visible
/// to nobody, so a permission set follows, of Event and Task alike, for they share it; it is given to the connecting user.
/// </summary>
internal sealed class MarkerFields(SalesforceOrgs orgs) : IMarkerFields
{
    public async Task<SalesforceFailure?> CreateAsync(Guid authorizationId, Guid connectionId, CancellationToken cancellationToken)
    {
        var session = orgs.SessionFor(authorizationId, connectionId);
        try
        {
            if (await IsUsableAsync())
            {
                return null;
            }

            var metadata = new MetadataClient(session);
            await CreateAsync(metadata, MarkerMetadata.Field(), cancellationToken);
            if (await IsUsableAsync())
            {
                return null;
            }

            await CreateAsync(metadata, MarkerMetadata.PermissionSet(), cancellationToken);
            await AssignAsync(session, cancellationToken);
            return await IsUsableAsync()
                ? null
                : WayMessages.MarkerNotVisible.Text.Failure([LookUpQueries.MarkerField]);
        }
        catch (SalesforceException e)
        {
            return e.Failure;
        }

        async Task<bool> IsUsableAsync() => (await orgs.Open(session).DescribeAsync(cancellationToken)).MarkerField;
    }

    // There already, from a first try perhaps: as good as made.
    private static async Task CreateAsync(MetadataClient metadata, XElement component, CancellationToken cancellationToken)
    {
        try
        {
            MetadataClient.ThrowIfRefused(await metadata.SendAsync(
                "marker", new XElement(MetadataClient.Namespace + "createMetadata", component), writes: true, cancellationToken));
        }
        catch (SalesforceException e) when (e.Failure.Code is "DUPLICATE_DEVELOPER_NAME" or "DUPLICATE_VALUE")
        {
            // What follows finds out whether it is the right one.
        }
    }

    private static async Task AssignAsync(SalesforceSession session, CancellationToken cancellationToken)
    {
        var query = new ApiCall("marker", HttpMethod.Get, $"{session.DataPath}query?q={Uri.EscapeDataString(LookUpQueries.MarkerPermissionSet)}");
        var permissionSet = await session.ReadAsync(
            query, json => json.Items("records").Select(r => SalesforceId.To18(r.Text("Id"))).FirstOrDefault(id => id is not null), cancellationToken);
        if (permissionSet is null)
        {
            return;
        }

        var user = (await session.TokenAsync(cancellationToken)).UserId;
        var body = RequestBody.Json(writer => WriteAssignment(writer, user, permissionSet));
        var call = new ApiCall("marker", HttpMethod.Post, session.DataPath + "sobjects/PermissionSetAssignment", Writes: true) { Body = _ => body };
        try
        {
            await session.ReadAsync(call, _ => true, cancellationToken);
        }
        catch (SalesforceException e) when (e.Failure.Code == "DUPLICATE_VALUE")
        {
            // Assigned already.
        }
    }

    private static void WriteAssignment(Utf8JsonWriter writer, string userId, string permissionSetId)
    {
        writer.WriteStartObject();
        writer.WriteString("AssigneeId", userId);
        writer.WriteString("PermissionSetId", permissionSetId);
        writer.WriteEndObject();
    }
}
