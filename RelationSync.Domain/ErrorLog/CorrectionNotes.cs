using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.ErrorLog;

/// <summary>Why an Event that stands stays as it was though its owner or times are better known now (R-P6).</summary>
public static class CorrectionNotes
{
    private const string Code = "NOT_CORRECTED";

    private const string Known = "Owner or times of the Event are better known now";

    public static LogNote Deleted { get; } = Note(LogCategory.Other, "but it was deleted in Salesforce; it isn't made again.");

    public static LogNote NotFound { get; } = Note(LogCategory.Other, "but it wasn't found in Salesforce; it isn't made again.");

    public static LogNote NoAccess { get; } = Note(LogCategory.Permission, "but the connecting user may not change it.");

    public static LogNote IdUnknown { get; } = Note(LogCategory.Permission, "but its id isn't known.");

    public static LogNote OtherOrg { get; } = Note(LogCategory.Other, "but it is in an org that the inbox is no longer connected to.");

    /// <summary>Refused for good, or for a day.</summary>
    public static LogNote Refused(SalesforceFailure failure) =>
        LogNote.Warning(LogCategories.Of(failure), failure.Code, $"{Known}, but Salesforce refused to change it: {failure.Message}", [.. failure.Fields]);

    /// <summary>The owner can't be given to it.</summary>
    public static LogNote OwnerStays(SalesforceFailure failure) =>
        LogNote.Warning(LogCategory.Owner, failure.Code, $"The Event's owner is better known now, but Salesforce refused to change it: {failure.Message}", "OwnerId");

    private static LogNote Note(LogCategory category, string why) => LogNote.Warning(category, Code, $"{Known}, {why}");
}
