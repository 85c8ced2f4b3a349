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
            warnings.Add(LogNote.Of(EventMessages.SubjectTruncated.With(SubjectLine.MostCharacters), "Subject"));
        }

        var start = content.Start ?? content.End;
        if (content.OpeningUnknown)
        {
            warnings.Add(LogNote.Of(EventMessages.OpeningUnknown.Text, "StartDateTime"));
        }

        if (start > content.End)
        {
            warnings.Add(LogNote.Of(EventMessages.StartAfterEnd.Text, "StartDateTime"));
            start = content.End;
        }

        var description = DescriptionText.Of(content, zone);
        if (description.WasCut)
        {
            var kept = content.Channel.Family == ChannelFamily.Chat ? EventMessages.LastOfDescription : EventMessages.FirstOfDescription;
            warnings.Add(LogNote.Of(kept.With(DescriptionText.MostLines, DescriptionText.MostCharacters), "Description"));
        }

        return new EventDraft(
            subject.Text, start.ToUniversalTime(), content.End.ToUniversalTime(),
            content.Channel.Label, description.Text, warnings);
    }
}
