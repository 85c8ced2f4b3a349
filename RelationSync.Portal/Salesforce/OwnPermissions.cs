using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Salesforce.Soql;

namespace RelationSync.Portal.Salesforce;

/// <summary>What the connecting user's permissions are; null: it couldn't be asked (Object Reference, UserPermissionAccess).</summary>
internal sealed record OwnPermissions(bool? ViewAllData, bool? ModifyAllData, bool? ManageUsers, bool? ModifyMetadata)
{
    private static readonly string[] Fields =
        ["PermissionsViewAllData", "PermissionsModifyAllData", "PermissionsManageUsers", "PermissionsModifyMetadata"];

    /// <summary>All in one query; singly where the org doesn't know one of them.</summary>
    public static async Task<OwnPermissions> AskAsync(SalesforceSession session, CancellationToken cancellationToken)
    {
        try
        {
            return Of(await AskAsync(session, Fields, cancellationToken));
        }
        catch (SalesforceException e) when (e.Failure.Code == "INVALID_FIELD")
        {
            var answers = new bool?[Fields.Length];
            for (var i = 0; i < Fields.Length; i++)
            {
                answers[i] = await AskSinglyAsync(session, Fields[i], cancellationToken);
            }

            return Of(answers);
        }
        catch (SalesforceException)
        {
            return Of(new bool?[Fields.Length]);
        }
    }

    private static OwnPermissions Of(bool?[] answers) => new(answers[0], answers[1], answers[2], answers[3]);

    private static async Task<bool?> AskSinglyAsync(SalesforceSession session, string field, CancellationToken cancellationToken)
    {
        try
        {
            return (await AskAsync(session, [field], cancellationToken))[0];
        }
        catch (SalesforceException)
        {
            return null;
        }
    }

    private static Task<bool?[]> AskAsync(SalesforceSession session, string[] fields, CancellationToken cancellationToken)
    {
        var call = new ApiCall("check", HttpMethod.Get, $"{session.DataPath}query?q={Uri.EscapeDataString(LookUpQueries.OwnPermissions(fields))}");
        return session.ReadAsync(
            call, json => json.Items("records").Select(r => fields.Select(f => r.Flag(f)).ToArray()).FirstOrDefault() ?? new bool?[fields.Length], cancellationToken);
    }
}
