using RelationSync.Domain.Actions;
using RelationSync.Domain.Common;
using RelationSync.Domain.ErrorLog;

namespace RelationSync.Portal.Storage;

/// <summary>An entry of the error log. It keeps its own subject and customer key for its year. Times are UTC.</summary>
public sealed class LogEntry
{
    /// <summary>UTF-16 units.</summary>
    public const int MostMessage = 1000;

    /// <summary>UTF-16 units.</summary>
    public const int MostReason = 200;

    public long Seq { get; set; }

    public DateTimeOffset At { get; set; }

    public long InboxId { get; set; }

    public Guid? ConnectionId { get; set; }

    public LogSeverity Severity { get; set; }

    public LogCategory Category { get; set; }

    public required string Code { get; set; }

    /// <summary>Salesforce's words, or ours in English. At most <see cref="MostMessage"/>; never a body or a secret.</summary>
    public required string Message { get; set; }

    /// <summary>
    /// Arguments of our own sentence as JSON, for the viewer's language; null: <see cref="Message"/> is Salesforce's, or an
    /// earlier version's, and is shown as it is.
    /// </summary>
    public string? Arguments { get; set; }

    /// <summary>Event fields concerned, separated by commas.</summary>
    public string? Fields { get; set; }

    public Guid? ActionId { get; set; }

    public string? Channel { get; set; }

    public string? Subject { get; set; }

    public string? CustomerKey { get; set; }

    public string? Operator { get; set; }

    public string? EventId { get; set; }

    public DateTimeOffset? SettledAt { get; set; }

    /// <summary>Email address of who settled it.</summary>
    public string? SettledBy { get; set; }

    /// <summary>Why, in their words, at most <see cref="MostReason"/> characters.</summary>
    public string? SettledReason { get; set; }

    /// <summary>When it closed by itself: its action synced or was cancelled, or its episode ended (R-E4).</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>A new entry, of a connection or an action or both.</summary>
    public static LogEntry Of(LogNote note, DateTimeOffset at, long inboxId, Guid? connectionId, SyncAction? action = null) => new()
    {
        At = at,
        InboxId = inboxId,
        ConnectionId = connectionId,
        Severity = note.Severity,
        Category = note.Category,
        Code = note.Code,
        Message = CutText.Head(note.Message, MostMessage).Text,
        Arguments = note.Text?.ToJson(),
        Fields = note.Fields.Count == 0 ? null : string.Join(',', note.Fields),
        ActionId = action?.Id,
        Channel = action?.Channel,
        Subject = action?.Subject,
        CustomerKey = action?.CustomerKey,
        Operator = action?.OperatorEmail,
        EventId = action?.EventId,
    };
}
