using System.Security.Claims;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>Makes the error log's workbook for somebody, and notes that.</summary>
internal sealed class ExportLog(ErrorWorkbook workbook, NotedExport export)
{
    public Task<WorkbookFile> RunAsync(ClaimsPrincipal user, WorkbookOrder order, WorkbookProgress progress, CancellationToken cancellationToken) => export.NoteAsync(
        user,
        AuditAct.LogExported,
        order.Inbox?.Key ?? "",
        workbook.MakeAsync(order, progress, cancellationToken),
        () =>
        [
            ("severity", order.Severity is { } severity ? Codes.Of(severity) : null),
            ("category", order.Category is { } category ? Codes.Of(category) : null),
            ("code", order.Code),
        ],
        cancellationToken);
}
