using System.Globalization;
using System.Security.Claims;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>Makes the workbook of a list of actions for somebody, and notes that. Of a search only that there was one, for anything may have been typed.</summary>
internal sealed class ExportActions(ActionsWorkbook workbook, NotedExport export)
{
    public Task<WorkbookFile> RunAsync(ClaimsPrincipal user, ActionsQuery query, WorkbookProgress progress, CancellationToken cancellationToken) => export.NoteAsync(
        user,
        AuditAct.ActionsExported,
        query.Inbox ?? "",
        workbook.MakeAsync(query, progress, cancellationToken),
        () =>
        [
            ("count", progress.Step.Done.ToString(CultureInfo.InvariantCulture)),
            ("status", query.Status),
            ("set", query.Set is { } set ? Codes.Of(set) : null),
            ("search", query.Search is null && query.Operator is null ? null : "true"),
        ],
        cancellationToken);
}
