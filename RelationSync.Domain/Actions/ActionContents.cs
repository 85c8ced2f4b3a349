using RelationSync.Domain.Channels;
using RelationSync.Domain.Common;
using RelationSync.Domain.Operations;

namespace RelationSync.Domain.Actions;

/// <summary>What the Event of an action will be made of: times by R-M3 and R-M4, owner by R-O1, customers by R-W1 to R-W6.</summary>
internal static class ActionContents
{
    /// <summary>Of a send or a press of the schedule button: the press is the end, the first draft the start.</summary>
    public static ActionContent OfMessage(Operation press)
    {
        var data = (MessageData)press.Data;
        IEnumerable<CustomerReference> customers = press.Channel == Channel.Mail
            ? data.To.Concat(data.Cc).Concat(data.Bcc).Select(address => new CustomerReference(address, null))
            : data.To.Select(number => new CustomerReference(null, number));
        return new ActionContent(
            press.Channel, data.Subject, data.Body, data.BodyFormat, [],
            data.DraftSavedAt, press.OccurredAt, press.Operator, [.. customers]);
    }

    public static ActionContent OfMemo(Operation recorded)
    {
        var data = (MemoData)recorded.Data;
        var end = Instants.Add(data.RespondedAt, TimeSpan.FromMinutes(data.DurationMinutes));
        return new ActionContent(
            recorded.Channel, data.Subject, data.Body, data.BodyFormat, [],
            data.RespondedAt, end, recorded.Operator, data.Addressees);
    }

    /// <param name="ended">The end of the call.</param>
    /// <param name="recorded">The note that is used; who pressed 記録 there stands in where nobody is known to have talked.</param>
    public static ActionContent OfCall(Operation ended, Operation recorded)
    {
        var call = (CallEndedData)ended.Data;
        var note = (CallRecordedData)recorded.Data;
        return new ActionContent(
            ended.Channel, note.Subject, note.Body, note.BodyFormat, [],
            call.StartedAt, call.EndedAt, ended.Operator ?? recorded.Operator, [new CustomerReference(null, call.Phone)]);
    }

    /// <param name="opened">The opening, or null: then the first message is the start.</param>
    /// <param name="firstMessage">The first message sent while the editor was open.</param>
    /// <param name="closed">The close.</param>
    public static ActionContent OfChat(Operation? opened, Operation firstMessage, Operation closed)
    {
        var data = (ChatClosedData)closed.Data;
        return new ActionContent(
            closed.Channel, data.Subject, null, BodyFormat.Text, data.Bubbles,
            (opened ?? firstMessage).OccurredAt, closed.OccurredAt, firstMessage.Operator,
            closed.Channel.VisitorKeyed ? Visitor(data) : data.Contacts, OpeningUnknown: opened is null);
    }

    private static List<CustomerReference> Visitor(ChatClosedData data) =>
    [
        .. data.VisitorEmails.Select(email => new CustomerReference(email, null)),
        .. data.VisitorPhones.Select(phone => new CustomerReference(null, phone)),
    ];
}
