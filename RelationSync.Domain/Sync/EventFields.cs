using System.Text.RegularExpressions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.Sync;

/// <summary>The fields of Event that we write, by their API names, and how refusals name them (R-E3).</summary>
public static partial class EventFields
{
    public const string Type = "Type";
    public const string Description = "Description";
    public const string WhoId = "WhoId";
    public const string EventWhoIds = "EventWhoIds";
    public const string WhatId = "WhatId";
    public const string ShowAs = "ShowAs";
    public const string IsReminderSet = "IsReminderSet";

    /// <summary>Upserted by, where the org has it (R-D1).</summary>
    public const string Marker = "RelationSync_ActionId__c";

    /// <summary>Without one of these nothing can be written.</summary>
    public static IReadOnlyList<string> Required { get; } = ["Subject", "OwnerId", "StartDateTime", "EndDateTime"];

    /// <summary>Left out where the connecting user may not write them.</summary>
    public static IReadOnlyList<string> Optional { get; } = [Type, Description, WhoId, WhatId, ShowAs, IsReminderSet];

    private static readonly string[] All = [.. Required, .. Optional, EventWhoIds, Marker];

    /// <summary>True if the failure says that a field is hidden or can't be written.</summary>
    public static bool IsRefusal(SalesforceFailure failure) => failure.Code is "INVALID_FIELD" or "INVALID_FIELD_FOR_INSERT_UPDATE" || LacksMarker(failure);

    /// <summary>True if the code says that a field isn't there for the connecting user, and not only that it can't be written.</summary>
    public static bool IsHiddenBy(string code) => code is "INVALID_FIELD";

    /// <summary>
    /// Our fields that such a refusal names, be it only in its text: API names stand there in every language. Quoted ones
    /// come first, for the text may hold the whole query.
    /// </summary>
    public static IReadOnlyList<string> NamedBy(SalesforceFailure failure)
    {
        if (!IsRefusal(failure) || LacksMarker(failure))
        {
            return IsRefusal(failure) ? [Marker] : [];
        }

        var listed = All.Where(f => failure.Fields.Contains(f, StringComparer.OrdinalIgnoreCase)).ToList();
        if (listed.Count > 0)
        {
            return listed;
        }

        var words = Words().Matches(failure.Message).Select(m => (m.Groups["name"].Value, IsQuoted: m.Groups["quote"].Success)).ToList();
        var quoted = words.Where(w => w.IsQuoted).Select(w => w.Value).ToHashSet(StringComparer.Ordinal);
        var plain = words.Select(w => w.Value).ToHashSet(StringComparer.Ordinal);
        return All.Where(quoted.Contains).ToList() is { Count: > 0 } named ? named : [.. All.Where(plain.Contains)];
    }

    /// <summary>The fields, but for the required ones, that a record bears.</summary>
    public static IReadOnlyList<string> Of(EventRecord record, bool byMarker) =>
    [
        .. Optional.Where(f => !record.Omitted.Contains(f) && f switch
        {
            Type => record.Type is not null,
            Description => record.Description.Length > 0,
            WhoId => record.WhoIds.Count > 0,
            WhatId => record.WhatId is not null,
            _ => true,
        }),
        .. record.WhoIds.Count > 1 ? [EventWhoIds] : Array.Empty<string>(),
        .. byMarker ? [Marker] : Array.Empty<string>(),
    ];

    /// <summary>Why nothing can be written.</summary>
    public static SalesforceFailure NotWritable(IEnumerable<string> fields)
    {
        List<string> named = [.. Required.Where(fields.Contains)];
        return EventMessages.NotWritable.With(string.Join(", ", named)).Failure(named, wholeCall: true);
    }

    // "Provided external ID field does not exist or is not accessible: RelationSync_ActionId__c"
    private static bool LacksMarker(SalesforceFailure failure) =>
        failure is { WholeCall: true, Code: "NOT_FOUND" } && failure.Message.Contains(Marker, StringComparison.Ordinal);

    [GeneratedRegex("""(?<![A-Za-z0-9_])(?<quote>['"])?(?<name>[A-Za-z][A-Za-z0-9_]*)(?(quote)\k<quote>)(?![A-Za-z0-9_])""", RegexOptions.CultureInvariant)]
    private static partial Regex Words();
}
