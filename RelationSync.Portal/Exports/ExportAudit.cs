using System.Globalization;
using System.Security.Claims;
using RelationSync.Portal.Auditing;
using RelationSync.Portal.Data;

namespace RelationSync.Portal.Exports;

/// <summary>Makes the audit log's workbook for somebody, and notes that before its first byte, as that of any export.</summary>
internal sealed class ExportAudit(AuditWorkbook workbook, Store store, TimeProvider time)
{
    public async Task<WorkbookFile> RunAsync(ClaimsPrincipal user, AuditQuery query, WorkbookProgress progress, CancellationToken cancellationToken)
    {
        var file = await workbook.MakeAsync(query, progress, cancellationToken);
        try
        {
            await store.WriteAsync(
                (db, _) =>
                {
                    db.Audit(user, AuditAct.AuditExported, "", time.GetUtcNow(), Facts(query, file, progress.Step.Done));
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

    /// <summary>Days stand in the file's name; of a search only that there was one, for anything may have been typed.</summary>
    private static (string Key, string? Value)[] Facts(AuditQuery query, WorkbookFile file, int count)
    {
        (string Key, string? Value)[] all =
        [
            ("file", file.Name.Plain),
            ("count", count.ToString(CultureInfo.InvariantCulture)),
            ("who", query.Actor),
            ("act", query.Act?.ToString()),
            ("search", query.Search is null ? null : "true"),
        ];
        return [.. all.Where(f => f.Value is not null)];
    }
}
