using RelationSync.Domain.ErrorLog;

namespace RelationSync.Portal.Queries;

/// <summary>Which entries of the error log a list shows; null leaves a matter open.</summary>
/// <param name="InboxId">Those of an inbox.</param>
/// <param name="Severity">Errors or warnings.</param>
/// <param name="Category">Those about this.</param>
/// <param name="From">Not before it.</param>
/// <param name="To">Before it.</param>
/// <param name="ActionId">Those of one action.</param>
public sealed record ErrorFilter(
    long? InboxId = null,
    LogSeverity? Severity = null,
    LogCategory? Category = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    Guid? ActionId = null);
