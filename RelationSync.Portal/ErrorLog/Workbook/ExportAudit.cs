using System.Globalization;
using System.Security.Claims;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>Makes the audit log's workbook for somebody, and notes that. Days stand in the file's name; of a search only that there was one, for anything may have been typed.</summary>
internal sealed class ExportAudit(AuditWorkbook workbook, NotedExport export)
{
    public Task<WorkbookFile> RunAsync(ClaimsPrincipal user, AuditQuery query, WorkbookProgress progress, CancellationToken cancellationToken) => export.NoteAsync(
        user,
        AuditAct.AuditExported,
        "",
        workbook.MakeAsync(query, progress, cancellationToken),
        () =>
        [
            ("count", progress.Step.Done.ToString(CultureInfo.InvariantCulture)),
            ("who", query.Actor),
            ("act", query.Act?.ToString()),
            ("search", query.Search is null ? null : "true"),
        ],
        cancellationToken);
}
