using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Actions;

/// <summary>An action as lists show it. Times are UTC.</summary>
/// <param name="Seq">The list's cursor.</param>
/// <param name="Id">Its identity.</param>
/// <param name="Inbox">Where it came from.</param>
/// <param name="Channel">The channel's code.</param>
/// <param name="ActivityId">Re:lation's activity.</param>
/// <param name="Status">A code of <c>ActionStatusCodes</c>.</param>
/// <param name="TriggerAt">When the trigger happened.</param>
/// <param name="ArrivedAt">When all that the trigger needs had come in.</param>
/// <param name="DueAt">When it may be written, or is given up.</param>
/// <param name="SyncedAt">When Salesforce confirmed its Event.</param>
/// <param name="EventId">Its Event.</param>
/// <param name="Attempts">Writes tried.</param>
/// <param name="LastError">Code of the last failure.</param>
/// <param name="Subject">The message's subject.</param>
/// <param name="CustomerKey">The first customer address or number.</param>
/// <param name="OperatorEmail">Who did it.</param>
public sealed record ActionView(
    long Seq,
    Guid Id,
    InboxName Inbox,
    string Channel,
    string ActivityId,
    string Status,
    DateTimeOffset TriggerAt,
    DateTimeOffset ArrivedAt,
    DateTimeOffset DueAt,
    DateTimeOffset? SyncedAt,
    string? EventId,
    int Attempts,
    string? LastError,
    string? Subject,
    string? CustomerKey,
    string? OperatorEmail)
{
    /// <summary>Of a test inbox, or of a test operation (R-T15, R-T16).</summary>
    public bool IsTest { get; init; }

    /// <summary>From when the five minutes run where that isn't the later of trigger and arrival; null: it is.</summary>
    public DateTimeOffset? ClockAt { get; init; }

    /// <summary>From when the five minutes run (R-T12).</summary>
    public DateTimeOffset ClockStart => ClockAt ?? (TriggerAt > ArrivedAt ? TriggerAt : ArrivedAt);

    /// <summary>How long its Event took, once there is one.</summary>
    public TimeSpan? Latency => SyncedAt - ClockStart;
}
