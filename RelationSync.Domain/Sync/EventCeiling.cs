using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Events;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.Sync;

/// <summary>The longest Event an org allows: 14 days with multiday events, else 1,440 minutes; nothing tells which, so its refusals do (R-M10).</summary>
internal static class EventCeiling
{
    public const int MultidayMinutes = 14 * 24 * 60;
    public const int SingleDayMinutes = 24 * 60;

    /// <summary>Both, the longer first.</summary>
    public static IReadOnlyList<int> Steps { get; } = [MultidayMinutes, SingleDayMinutes];

    /// <summary>What to try next after an Event of that length was refused; null: its length isn't the reason.</summary>
    public static int? Below(TimeSpan refused) =>
        refused > TimeSpan.FromMinutes(MultidayMinutes) ? MultidayMinutes
        : refused > TimeSpan.FromMinutes(SingleDayMinutes) ? SingleDayMinutes
        : null;

    /// <summary>All starts that an Event of that draft may be written with: its own first.</summary>
    public static IEnumerable<DateTimeOffset> Starts(EventDraft draft) =>
        Steps.Where(m => draft.End - draft.Start > TimeSpan.FromMinutes(m))
            .Select(m => draft.End - TimeSpan.FromMinutes(m))
            .Prepend(draft.Start);

    /// <summary>
    /// True if a refusal may mean the length. A rule, a flow or a trigger that names the end means something else; nor is a
    /// field too long that is missing or can't be written.
    /// </summary>
    public static bool MayBeRefusedBy(SalesforceFailure failure) =>
        (failure.Fields.Contains("EndDateTime") || failure.Fields.Contains("DurationInMinutes"))
        && (failure.Code is "FIELD_INTEGRITY_EXCEPTION" or "NUMBER_OUTSIDE_VALID_RANGE" || failure.Class is FailureClass.Unknown);

    /// <summary>Moves the start so that the Event is no longer than that.</summary>
    public static void Cut(WorkItem item, int minutes)
    {
        item.Start = item.Draft!.End - TimeSpan.FromMinutes(minutes);
        item.Warnings.RemoveAll(w => w.Code == OwnCodes.DurationCut);
        item.Warnings.Add(LogNote.Of(EventMessages.DurationCut.With(minutes), "StartDateTime"));
    }
}
