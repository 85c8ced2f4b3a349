using RelationSync.Domain.Common;

namespace RelationSync.Domain.ErrorLog;

/// <summary>Where an Event differs from its action, or there is none.</summary>
public static class EventMessages
{
    public static readonly CodedMessage<int> SubjectTruncated = new(OwnCodes.SubjectTruncated, "", "The subject was cut at {0} characters.", "characters");

    public static readonly CodedMessage<int, int> FirstOfDescription = new(
        OwnCodes.DescriptionTruncated, "first", "Only the first {0} lines and {1} characters are kept.", "lines", "characters");

    public static readonly CodedMessage<int, int> LastOfDescription = new(
        OwnCodes.DescriptionTruncated, "last", "Only the last {0} lines and {1} characters are kept.", "lines", "characters");

    public static readonly PlainMessage StartAfterEnd = new(OwnCodes.StartAfterEnd, "", "The start lay after the end: the Event starts when it ends.");

    public static readonly PlainMessage OpeningUnknown = new(
        OwnCodes.OpeningUnknown, "", "The opening of the chat editor never came: the Event starts with the first message sent.");

    public static readonly CodedMessage<int> DurationCut = new(
        OwnCodes.DurationCut, "", "The org allows Events of at most {0} minutes; the start was moved.", "minutes");

    public static readonly PlainMessage SharedActivitiesOff = new(
        OwnCodes.SharedActivitiesOff, "", "The org relates one contact to an Event; the others were left out.");

    public static readonly CodedMessage<int, int> ContactsLeftOut = new(
        OwnCodes.ContactsLeftOut, "", "An Event takes {0} contacts; {1} more were left out.", "most", "more");

    public static readonly CodedMessage<string> FieldNotWritable = new(
        OwnCodes.FieldNotWritable, "", "The connecting user can't write {0}; it was left out.", "field");

    public static readonly CodedMessage<string> NotWritable = new(
        OwnCodes.EventNotWritable, "", "The connecting user can't write these fields of Event: {0}.", "fields");

    public static readonly PlainMessage HalfGivenUp = new(OwnCodes.HalfGivenUp, "", "The other half never came: no Event was made.");

    public static readonly PlainMessage RefusedAgainAndAgain = new(OwnCodes.RefusedAgainAndAgain, "", "Salesforce refused every mended form of the Event.");
}
