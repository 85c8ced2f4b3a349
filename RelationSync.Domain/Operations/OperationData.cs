namespace RelationSync.Domain.Operations;

/// <summary>The part of an operation that its type decides. Times are UTC; lists are never null.</summary>
public abstract record OperationData;

/// <summary>An operation that says nothing but itself.</summary>
public sealed record EmptyData : OperationData
{
    public static readonly EmptyData Instance = new();
}

/// <summary>A mail or SMS as sent or scheduled. Recipients are kept as given; what can't be read is no key.</summary>
public sealed record MessageData(
    string? Subject,
    string Body,
    BodyFormat BodyFormat,
    DateTimeOffset? DraftSavedAt,
    IReadOnlyList<string> To,
    IReadOnlyList<string> Cc,
    IReadOnlyList<string> Bcc,
    bool Broadcast,
    DateTimeOffset? ScheduledFor) : OperationData;

/// <summary>A 応対メモ as recorded. <paramref name="DurationMinutes"/> is 0 to 1440.</summary>
public sealed record MemoData(
    string? Subject,
    string Body,
    BodyFormat BodyFormat,
    DateTimeOffset RespondedAt,
    int DurationMinutes,
    IReadOnlyList<CustomerReference> Addressees) : OperationData;

/// <summary>A call that has ended: when it rang out or in, and when it was hung up.</summary>
public sealed record CallEndedData(bool Inbound, DateTimeOffset StartedAt, DateTimeOffset EndedAt, string Phone) : OperationData;

/// <summary>The note of a call.</summary>
public sealed record CallRecordedData(string? Subject, string Body, BodyFormat BodyFormat) : OperationData;

/// <summary>A message sent in a chat. Its text isn't used: the conversation comes with the close.</summary>
public sealed record ChatMessageData(string? Text) : OperationData;

/// <summary>A chat editor that was closed: the conversation in order, and whom it was with.</summary>
public sealed record ChatClosedData(
    string? Subject,
    IReadOnlyList<Bubble> Bubbles,
    IReadOnlyList<CustomerReference> Contacts,
    IReadOnlyList<string> VisitorEmails,
    IReadOnlyList<string> VisitorPhones) : OperationData
{
    /// <summary>From when the five minutes run, of what was read from Re:lation's API: when it counted as closed (R-T12); null: from the close.</summary>
    public DateTimeOffset? CountsFrom { get; init; }
}

/// <summary>What is better known of an activity's times; null: nothing new is said (R-P6).</summary>
public sealed record CorrectionData(DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, int? DurationMinutes, DateTimeOffset? DraftSavedAt) : OperationData
{
    /// <summary>A message's first draft is its start.</summary>
    public DateTimeOffset? Start => StartedAt ?? DraftSavedAt;
}

/// <summary>One speech bubble of a chat.</summary>
public sealed record Bubble(DateTimeOffset At, string? Author, string Text);

/// <summary>The e-mail address and the number by which a customer is known; either may be absent.</summary>
public sealed record CustomerReference(string? Email, string? Phone);

/// <summary>How a body is written.</summary>
public enum BodyFormat
{
    Text,
    Html,
}
