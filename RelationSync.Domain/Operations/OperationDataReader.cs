using RelationSync.Domain.Channels;

namespace RelationSync.Domain.Operations;

/// <summary>Reads the <c>data</c> of an operation, which its type decides.</summary>
internal static class OperationDataReader
{
    public static OperationData Read(ObjectFields operation, OperationType type, Channel? channel)
    {
        var data = operation.Object("data", required: HasRequiredFields(type));
        return type switch
        {
            OperationType.MessageSent => Message(data, scheduled: false),
            OperationType.MessageScheduled => Message(data, scheduled: true),
            OperationType.MemoRecorded => Memo(data),
            OperationType.CallEnded => CallEnded(data),
            OperationType.CallRecorded =>
                new CallRecordedData(data.OptionalText("subject"), data.RequiredText("body"), Format(data)),
            OperationType.ChatMessageSent => new ChatMessageData(data.OptionalText("text")),
            OperationType.ChatClosed => ChatClosed(data, channel),
            OperationType.ActivityCorrected => new CorrectionData(
                data.OptionalTime("started_at"), data.OptionalTime("ended_at"), data.OptionalInteger("duration_minutes", 0, 1440), data.OptionalTime("draft_saved_at")),
            OperationType.ChatOpened
                or OperationType.MessageDispatched
                or OperationType.MessageSendCancelled
                or OperationType.MessageScheduleCancelled => EmptyData.Instance,
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "An operation type without data."),
        };
    }

    private static bool HasRequiredFields(OperationType type) => type
        is OperationType.MessageSent
        or OperationType.MessageScheduled
        or OperationType.MemoRecorded
        or OperationType.CallEnded
        or OperationType.CallRecorded
        or OperationType.ChatClosed;

    private static MessageData Message(ObjectFields data, bool scheduled) => new(
        data.OptionalText("subject"),
        data.RequiredText("body"),
        Format(data),
        data.OptionalTime("draft_saved_at"),
        data.Texts("to", required: true),
        data.Texts("cc"),
        data.Texts("bcc"),
        data.OptionalFlag("broadcast"),
        scheduled ? data.RequiredTime("scheduled_for") : null);

    private static MemoData Memo(ObjectFields data) => new(
        data.OptionalText("subject"),
        data.RequiredText("body"),
        Format(data),
        data.RequiredTime("responded_at"),
        data.RequiredInteger("duration_minutes", 0, 1440),
        data.Objects("addressees", Addressee, required: true));

    /// <summary><c>{"contact": {"default_email": …}}</c>, or of one who is no contact <c>{"email": …}</c>.</summary>
    private static CustomerReference Addressee(ObjectFields addressee)
    {
        if (addressee.TryFind("contact", out _))
        {
            return Contact(addressee.Object("contact", required: false));
        }

        return new CustomerReference(addressee.OptionalText("email"), addressee.OptionalText("phone"));
    }

    private static CustomerReference Contact(ObjectFields contact) =>
        new(contact.OptionalText("default_email"), contact.OptionalText("default_phone"));

    private static CallEndedData CallEnded(ObjectFields data) => new(
        Choice(data, "direction", "outbound", "inbound", required: true),
        data.RequiredTime("started_at"),
        data.RequiredTime("ended_at"),
        data.RequiredText("phone"));

    private static ChatClosedData ChatClosed(ObjectFields data, Channel? channel)
    {
        var contacts = data.Objects("contacts", contact => (Who: Contact(contact), InGroup: contact.OptionalFlag("group_member")));
        var visitor = data.Object("visitor", required: false);
        return new ChatClosedData(
            data.OptionalText("subject"),
            data.Objects("bubbles", Bubble, required: true),
            [.. contacts.Where(contact => !contact.InGroup || CountsGroupMembers(channel)).Select(contact => contact.Who)],
            visitor.Texts("emails"),
            visitor.Texts("phones"))
        {
            CountsFrom = data.OptionalTime("counts_from"),
        };
    }

    /// <summary>R-W5: members of a group count in LINE and Chatwork only.</summary>
    private static bool CountsGroupMembers(Channel? channel) => channel == Channel.Line || channel == Channel.Chatwork;

    private static Bubble Bubble(ObjectFields bubble) =>
        new(bubble.RequiredTime("at"), bubble.OptionalText("author"), bubble.RequiredText("text"));

    private static BodyFormat Format(ObjectFields data) =>
        Choice(data, "body_format", "text", "html", required: false) ? BodyFormat.Html : BodyFormat.Text;

    /// <summary>Whether the second of two words was given; where none was and none is required, it counts as the first.</summary>
    private static bool Choice(ObjectFields data, string name, string first, string second, bool required)
    {
        if (!required && !data.TryFind(name, out _))
        {
            return false;
        }

        var word = data.RequiredText(name, out var readable);
        if (readable && word != first && word != second)
        {
            data.Fault(name, $"must be {second} or {first}");
        }

        return word == second;
    }
}
