using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.ErrorLog;

/// <summary>An entry of the error log as lists show it. Times are UTC.</summary>
public sealed record ErrorView(
    long Seq,
    DateTimeOffset At,
    InboxName Inbox,
    LogSeverity Severity,
    LogCategory Category,
    string Code,
    string Message,
    Guid? ActionId,
    string? Channel,
    string? Subject,
    EntryState State,
    DateTimeOffset? ClosedAt)
{
    /// <summary>Of our own sentence; null: <see cref="Message"/> is Salesforce's.</summary>
    public string? Arguments { get; init; }

    public string? Customer { get; init; }

    public DateTimeOffset? SettledAt { get; init; }

    /// <summary>Email address of who settled it.</summary>
    public string? SettledBy { get; init; }

    /// <summary>Why it was settled.</summary>
    public string? SettledReason { get; init; }
}
