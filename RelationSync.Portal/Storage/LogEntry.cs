using RelationSync.Domain.ErrorLog;

namespace RelationSync.Portal.Storage;

/// <summary>An entry of the error log. It keeps its own subject and customer key for its year. Times are UTC.</summary>
public sealed class LogEntry
{
    public long Seq { get; set; }

    public DateTimeOffset At { get; set; }

    public long InboxId { get; set; }

    public Guid? ConnectionId { get; set; }

    public LogSeverity Severity { get; set; }

    public LogCategory Category { get; set; }

    public required string Code { get; set; }

    /// <summary>At most 1,000 characters; never a body or a secret.</summary>
    public required string Message { get; set; }

    /// <summary>Event fields concerned, separated by commas.</summary>
    public string? Fields { get; set; }

    public Guid? ActionId { get; set; }

    public string? Channel { get; set; }

    public string? Subject { get; set; }

    public string? CustomerKey { get; set; }

    public string? Operator { get; set; }

    public string? EventId { get; set; }

    public DateTimeOffset? SettledAt { get; set; }

    /// <summary>When it closed by itself: its action synced or was cancelled, or its episode ended (R-E4).</summary>
    public DateTimeOffset? ClosedAt { get; set; }
}
