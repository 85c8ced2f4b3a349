using RelationSync.Domain.Actions;
using RelationSync.Domain.Channels;
using RelationSync.Domain.ErrorLog;

namespace RelationSync.Domain.Events;

/// <summary>Makes the fields of the Event that the action alone decides (R-M1, R-M3 to R-M7, R-M10). No screen changes it.</summary>
public static class EventMapper
{
    /// <param name="content">What the Event is made of.</param>
    /// <param name="zone">The inbox's time zone.</param>
    public static EventDraft Map(ActionContent content, TimeZoneInfo zone)
    {
        var warnings = new List<LogNote>();
        var subject = SubjectLine.Of(content.Channel, content.Subject);
        if (subject.WasCut)
        {
            warnings.Add(EventWarnings.SubjectTruncated);
        }

        var start = content.Start ?? content.End;
        if (content.OpeningUnknown)
        {
            warnings.Add(EventWarnings.OpeningUnknown);
        }

        if (start > content.End)
        {
            warnings.Add(EventWarnings.StartAfterEnd);
            start = content.End;
        }

        var description = DescriptionText.Of(content, zone);
        if (description.WasCut)
        {
            warnings.Add(content.Channel.Family == ChannelFamily.Chat
                ? EventWarnings.LastOfDescription
                : EventWarnings.FirstOfDescription);
        }

        return new EventDraft(
            subject.Text, start.ToUniversalTime(), content.End.ToUniversalTime(),
            content.Channel.Label, description.Text, warnings);
    }
}
