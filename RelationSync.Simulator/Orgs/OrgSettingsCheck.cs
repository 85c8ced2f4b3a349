using System.Text.Json;
using RelationSync.Simulator.Access;
using RelationSync.Simulator.Schema;

namespace RelationSync.Simulator.Orgs;

/// <summary>Refuses members that no org has, and settings that name what isn't there: a misspelt one would prove nothing.</summary>
internal static class OrgSettingsCheck
{
    public static string? Fault(OrgSettings settings) =>
        Unknown(settings) is { Count: > 0 } unknown ? $"unknown: {string.Join(", ", unknown)}" : settings switch
        {
            { ActivitySharing: not ("public" or "private" or "controlled_by_parent") } => "activity_sharing must be public, private or controlled_by_parent",
            { AdminPermissions: null } or { HiddenFields: null } or { CustomFields: null } or { ValidationRules: null } => "a list can't be null",
            _ when settings.AdminPermissions.Except(Permissions.All).FirstOrDefault() is { } wrong => $"unknown in admin_permissions: {wrong}",
            _ when settings.CustomFields.Select(FaultOf).FirstOrDefault(f => f is not null) is { } wrong => wrong,
            _ => FaultOfNames(settings),
        };

    /// <summary>The kind of a custom field, by the name that the Metadata API or describe gives it.</summary>
    public static FieldKind? KindOf(string? type) => type?.ToLowerInvariant() switch
    {
        "text" or "string" => FieldKind.Text,
        "textarea" or "longtextarea" => FieldKind.LongText,
        "checkbox" or "boolean" => FieldKind.Boolean,
        "number" or "double" or "currency" or "percent" => FieldKind.Double,
        "int" => FieldKind.Int,
        "date" => FieldKind.Date,
        "datetime" => FieldKind.DateTime,
        "email" => FieldKind.Email,
        "phone" => FieldKind.Phone,
        "url" => FieldKind.Url,
        "picklist" => FieldKind.Picklist,
        _ => null,
    };

    private static List<string> Unknown(OrgSettings settings) =>
    [
        .. Names(string.Empty, settings.Unknown),
        .. Names("licences.", settings.Licences?.Unknown),
        .. Names("latency.", settings.Latency?.Unknown),
        .. (settings.CustomFields ?? []).SelectMany(f => Names("custom_fields.", f?.Unknown)),
        .. (settings.ValidationRules ?? []).SelectMany(r => Names("validation_rules.", r?.Unknown).Concat(Names("validation_rules.when.", r?.When?.Unknown))),
    ];

    private static IEnumerable<string> Names(string prefix, Dictionary<string, JsonElement>? members) => members?.Keys.Select(name => prefix + name) ?? [];

    private static string? FaultOf(CustomFieldSettings? field) => field switch
    {
        { Name: { Length: > 3 and <= 43 } name } when name.EndsWith("__c", StringComparison.Ordinal) && char.IsAsciiLetter(name[0]) =>
            KindOf(field.Type) is null ? $"unknown type of {name}: {field.Type}" : null,
        _ => "custom_fields need a name that ends in __c",
    };

    private static string? FaultOfNames(OrgSettings settings)
    {
        var schema = new OrgSchema(settings, new PicklistValueSet(), new PicklistValueSet());
        bool IsField(string? name) => name is not null && (schema["Event"].TryStored(name, out _) || name.EndsWith("__c", StringComparison.Ordinal));
        if (settings.HiddenFields.FirstOrDefault(name => !IsField(name)) is { } hidden)
        {
            return $"unknown in hidden_fields: {hidden}";
        }

        foreach (var rule in settings.ValidationRules)
        {
            if (rule is not { Message.Length: > 0, When: { } when } || (when.Value is null) == (when.Contains is null))
            {
                return "validation_rules need a message and when: {field, equals or contains}";
            }

            if (!IsField(when.Field) || (rule.Field is not null && !IsField(rule.Field)))
            {
                return $"unknown field in validation_rules: {(IsField(when.Field) ? rule.Field : when.Field)}";
            }
        }

        return null;
    }
}
