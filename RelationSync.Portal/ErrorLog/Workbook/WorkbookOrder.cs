using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>Whose error log a workbook is to hold; null leaves a matter open.</summary>
internal sealed record WorkbookOrder(InboxName? Inbox = null, LogSeverity? Severity = null, LogCategory? Category = null, string? Code = null)
{
    /// <summary>The same as a filter of the log, beginning then.</summary>
    public ErrorFilter Since(DateTimeOffset from) => new(Inbox?.Id, Severity, Category, from) { Code = Code };
}
