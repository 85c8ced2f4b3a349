using RelationSync.Domain.Channels;
using RelationSync.Domain.Common;
using RelationSync.Domain.Operations;

namespace RelationSync.Domain.Actions;

/// <summary>What the Event of an action will be made of: times by R-M3 and R-M4, owner by R-O1, customers by R-W1 to R-W6.</summary>
internal static class ActionContents
{
    /// <summary>Of a send or a press of the schedule button: the press is the end, the first draft the start.</summary>
    /// <param name="press">The press whose text it is: the earliest.</param>
    /// <param name="told">All that tell of this press, earliest first; operator and times are those of the best known (R-P4).</param>
    public static ActionContent OfMessage(Operation press, params IReadOnlyList<Operation> told)
    {
        var data = (MessageData)press.Data;
        IEnumerable<CustomerReference> customers = press.Channel == Channel.Mail
            ? data.To.Concat(data.Cc).Concat(data.Bcc).Select(address => new CustomerReference(address, null))
            : data.To.Select(number => new CustomerReference(null, number));
        var (by, timed) = (BestBy(told, press), BestTimed(told, press));
        return new ActionContent(
            press.Channel, data.Subject, data.Body, data.BodyFormat, [],
            ((MessageData)timed.Data).DraftSavedAt, timed.OccurredAt, by.Operator, [.. customers])
        {
            OperatorEvidence = by.Evidence.Operator,
            TimesEvidence = timed.Evidence.Times,
        };
    }

    /// <param name="recorded">The first press of 記録, whose text it is.</param>
    /// <param name="told">All presses, earliest first.</param>
    public static ActionContent OfMemo(Operation recorded, params IReadOnlyList<Operation> told)
    {
        var data = (MemoData)recorded.Data;
        var (by, timed) = (BestBy(told, recorded), BestTimed(told, recorded));
        var times = (MemoData)timed.Data;
        return new ActionContent(
            recorded.Channel, data.Subject, data.Body, data.BodyFormat, [],
            times.RespondedAt, Instants.Add(times.RespondedAt, TimeSpan.FromMinutes(times.DurationMinutes)), by.Operator, data.Addressees)
        {
            OperatorEvidence = by.Evidence.Operator,
            TimesEvidence = timed.Evidence.Times,
        };
    }

    /// <param name="ends">All that tell of the end of the call, earliest first.</param>
    /// <param name="notes">The notes until the trigger, earliest first; the last is used. Who pressed 記録 stands in where nobody is known to have talked.</param>
    public static ActionContent OfCall(IReadOnlyList<Operation> ends, IReadOnlyList<Operation> notes)
    {
        var note = (CallRecordedData)notes[^1].Data;
        var timed = BestTimed(ends, ends[0]);
        var call = (CallEndedData)timed.Data;
        var by = ends.Where(o => o.Operator is not null).MinBy(o => o.Evidence.Operator) ?? notes.Reverse().MinBy(o => o.Evidence.Operator)!;
        return new ActionContent(
            timed.Channel, note.Subject, note.Body, note.BodyFormat, [],
            call.StartedAt, call.EndedAt, by.Operator, [new CustomerReference(null, ((CallEndedData)ends[0].Data).Phone)])
        {
            OperatorEvidence = by.Evidence.Operator,
            TimesEvidence = timed.Evidence.Times,
        };
    }

    /// <param name="opened">The opening, or null: then the first message is the start.</param>
    /// <param name="messages">The messages sent while the editor was open, in their order.</param>
    /// <param name="closed">The close.</param>
    public static ActionContent OfChat(Operation? opened, IReadOnlyList<Operation> messages, Operation closed)
    {
        var data = (ChatClosedData)closed.Data;
        var (begun, by) = (opened ?? messages[0], BestBy(messages, messages[0]));
        return new ActionContent(
            closed.Channel, data.Subject, null, BodyFormat.Text, data.Bubbles,
            begun.OccurredAt, closed.OccurredAt, by.Operator,
            closed.Channel.VisitorKeyed ? Visitor(data) : data.Contacts, OpeningUnknown: opened is null)
        {
            OperatorEvidence = by.Evidence.Operator,
            TimesEvidence = begun.Evidence.Times > closed.Evidence.Times ? begun.Evidence.Times : closed.Evidence.Times,
        };
    }

    /// <summary>Whose operator is known best; of equals the earliest.</summary>
    private static Operation BestBy(IReadOnlyList<Operation> told, Operation otherwise) => told.MinBy(o => o.Evidence.Operator) ?? otherwise;

    /// <summary>Whose times are known best; of equals the earliest.</summary>
    private static Operation BestTimed(IReadOnlyList<Operation> told, Operation otherwise) => told.MinBy(o => o.Evidence.Times) ?? otherwise;

    private static List<CustomerReference> Visitor(ChatClosedData data) =>
    [
        .. data.VisitorEmails.Select(email => new CustomerReference(email, null)),
        .. data.VisitorPhones.Select(phone => new CustomerReference(null, phone)),
    ];
}
