using System.Text.Json;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce.Http;

namespace RelationSync.Portal.Connections;

/// <summary>What follows from the fields of Event as the connecting user has them.</summary>
internal static class FieldChecks
{
    public static CheckResult EventAccess(OrgCapabilities known)
    {
        var missing = EventFields.Required.Where(known.Unwritable.Contains).ToList();
        return missing.Count == 0
            ? new CheckResult(CheckKind.EventAccess, CheckState.Good, "Good")
            : new CheckResult(CheckKind.EventAccess, CheckState.Blocked, "None", string.Join(", ", missing));
    }

    public static CheckResult FieldAccess(OrgCapabilities known)
    {
        var missing = EventFields.Optional.Where(known.Unwritable.Contains).ToList();
        return missing.Count == 0
            ? new CheckResult(CheckKind.FieldAccess, CheckState.Good, "Good")
            : new CheckResult(CheckKind.FieldAccess, CheckState.Limited, "Missing", string.Join(", ", missing));
    }

    /// <summary>Custom fields without which Salesforce refuses an Event, and that nothing fills: page layouts don't count for the API.</summary>
    public static IReadOnlyList<string> RequiredCustomFields(JsonElement description) =>
    [
        .. description.Items("fields")
            .Where(f => f.Flag("nillable") == false && f.Flag("defaultedOnCreate") != true && f.Flag("createable") != false && f.Text("type") != "boolean")
            .Select(f => f.Text("name")).OfType<string>()
            .Where(n => n.EndsWith("__c", StringComparison.OrdinalIgnoreCase) && n != EventFields.Marker)
            .Order(StringComparer.Ordinal),
    ];

    public static CheckResult RequiredFields(IReadOnlyList<string> required) => required.Count == 0
        ? new CheckResult(CheckKind.RequiredFields, CheckState.Good, "Good")
        : new CheckResult(CheckKind.RequiredFields, CheckState.Limited, "Custom", string.Join(", ", required));
}
