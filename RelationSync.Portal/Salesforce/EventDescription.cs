using System.Text.Json;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Salesforce.Soql;

namespace RelationSync.Portal.Salesforce;

/// <summary>Reads what an org allows from its description of Event (REST API Developer Guide, "sObject Describe").</summary>
internal static class EventDescription
{
    public static OrgCapabilities Read(JsonElement description, AccessToken token)
    {
        var fields = description.Items("fields").Where(f => f.Text("name") is not null).ToLookup(f => f.Text("name")!, StringComparer.OrdinalIgnoreCase);
        if (fields.Count == 0)
        {
            throw Failures.InvalidResponse("Event is described without fields.", writes: false).Throwable();
        }

        var type = fields["Type"].FirstOrDefault();
        var canCreate = description.Flag("createable") != false;
        return new OrgCapabilities(
            token.OrgId,
            token.UserId,
            SharedActivities: fields["EventWhoIds"].Any(f => f.Flag("createable") != false),
            MarkerField: fields[LookUpQueries.MarkerField].Any(IsMarker),
            Types: type.Items("picklistValues").Where(v => v.Flag("active") != false).Select(v => v.Text("value")).OfType<string>()
                .ToHashSet(StringComparer.OrdinalIgnoreCase),
            TypeRestricted: type.Flag("restrictedPicklist") ?? false)
        {
            Unwritable = EventFields.Required.Where(f => !canCreate || !IsWritable(fields[f])).Concat(EventFields.Optional.Where(f => !IsWritable(fields[f])))
                .ToHashSet(StringComparer.Ordinal),
            Unreadable = EventFields.Required.Concat(EventFields.Optional).Where(f => !fields.Contains(f)).ToHashSet(StringComparer.Ordinal),
        };
    }

    private static bool IsWritable(IEnumerable<JsonElement> field) => field.Any(f => f.Flag("createable") != false);

    // Without "unique" a repeated upsert could still find two.
    private static bool IsMarker(JsonElement field) =>
        field.Flag("externalId") == true && field.Flag("unique") == true && field.Flag("createable") == true && field.Flag("updateable") != false;
}
