using RelationSync.Domain.Salesforce;

namespace RelationSync.Portal.Storage;

/// <summary>A try that didn't end well; the good one is the action itself. UTC.</summary>
public sealed class AttemptRow
{
    public long Seq { get; set; }

    public long ActionSeq { get; set; }

    public DateTimeOffset At { get; set; }

    public FailureClass Class { get; set; }

    public required string Code { get; set; }

    public required string Message { get; set; }

    /// <summary>As <see cref="LogEntry.Arguments"/>.</summary>
    public string? Arguments { get; set; }

    public WriteCertainty Certainty { get; set; }
}
