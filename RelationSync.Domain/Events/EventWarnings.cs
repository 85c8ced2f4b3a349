using System.Globalization;
using RelationSync.Domain.ErrorLog;

namespace RelationSync.Domain.Events;

/// <summary>What the log says where an Event differs from its action. The codes are stable: guidance is looked up by them.</summary>
public static class EventWarnings
{
    public const string SubjectTruncatedCode = "SUBJECT_TRUNCATED";
    public const string DescriptionTruncatedCode = "DESCRIPTION_TRUNCATED";
    public const string StartAfterEndCode = "START_AFTER_END";
    public const string OpeningUnknownCode = "OPENING_UNKNOWN";

    internal static readonly LogNote SubjectTruncated = LogNote.Warning(
        LogCategory.Truncated, SubjectTruncatedCode,
        string.Create(CultureInfo.InvariantCulture, $"The subject was cut at {SubjectLine.MostCharacters} characters."),
        "Subject");

    internal static readonly LogNote FirstOfDescription = DescriptionTruncated("first");

    internal static readonly LogNote LastOfDescription = DescriptionTruncated("last");

    internal static readonly LogNote StartAfterEnd = LogNote.Warning(
        LogCategory.Times, StartAfterEndCode,
        "The start lay after the end: the Event starts when it ends.",
        "StartDateTime");

    internal static readonly LogNote OpeningUnknown = LogNote.Warning(
        LogCategory.Times, OpeningUnknownCode,
        "The opening of the chat editor never came: the Event starts with the first message sent.",
        "StartDateTime");

    private static LogNote DescriptionTruncated(string part) => LogNote.Warning(
        LogCategory.Truncated, DescriptionTruncatedCode,
        string.Create(
            CultureInfo.InvariantCulture,
            $"Only the {part} {DescriptionText.MostLines} lines and {DescriptionText.MostCharacters} characters are kept."),
        "Description");
}
