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
    DateTimeOffset? ClosedAt);
