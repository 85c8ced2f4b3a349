using RelationSync.Domain.ErrorLog;

namespace RelationSync.Portal.ErrorLog;

/// <summary>Which entries of the error log are spoken of; null leaves a matter open. A beginning it always has.</summary>
/// <param name="From">Not before it.</param>
/// <param name="InboxId">Those of an inbox.</param>
/// <param name="Severity">Errors or warnings.</param>
/// <param name="Category">Those about this.</param>
/// <param name="Settled">Those that were marked as settled, or those that are open; null: these and those that closed by themselves.</param>
public sealed record ErrorLogFilter(
    DateTimeOffset From,
    long? InboxId = null,
    LogSeverity? Severity = null,
    LogCategory? Category = null,
    bool? Settled = null)
{
    /// <summary>Those with this code.</summary>
    public string? Code { get; init; }

    /// <summary>Whether a kind of error is among them.</summary>
    public bool Covers(ErrorGroupKey key) =>
        (Severity is null || Severity == key.Severity) && (Category is null || Category == key.Category) && (Code is null || Code == key.Code);
}

/// <summary>A kind of error: what the log is grouped by.</summary>
public sealed record ErrorGroupKey(LogSeverity Severity, LogCategory Category, string Code);
