using System.Security.Claims;
using RelationSync.Portal.Auditing;
using RelationSync.Portal.Data;
using RelationSync.Portal.Queries;

namespace RelationSync.Portal.Exports;

/// <summary>Makes a workbook for somebody, and notes that before its first byte: nothing leaves the house without an entry.</summary>
internal sealed class ExportLog(ErrorWorkbook workbook, Store store, TimeProvider time)
{
    public async Task<WorkbookFile> RunAsync(ClaimsPrincipal user, WorkbookOrder order, WorkbookProgress progress, CancellationToken cancellationToken)
    {
        var file = await workbook.MakeAsync(order, progress, cancellationToken);
        try
        {
            await store.WriteAsync(
                (db, _) =>
                {
                    db.Audit(user, AuditAct.LogExported, order.Inbox?.Key ?? "", time.GetUtcNow(), Facts(order, file));
                    return Task.CompletedTask;
                },
                cancellationToken);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private static (string Key, string? Value)[] Facts(WorkbookOrder order, WorkbookFile file)
    {
        (string Key, string? Value)[] all =
        [
            ("file", file.Name.Plain),
            ("severity", order.Severity is { } severity ? Codes.Of(severity) : null),
            ("category", order.Category is { } category ? Codes.Of(category) : null),
        ];
        return [.. all.Where(f => f.Value is not null)];
    }
}
