using System.Security.Claims;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>Notes in the audit log that a workbook was made for somebody, before its first byte: nothing leaves the house without an entry.</summary>
internal sealed class NotedExport(Store store, TimeProvider time)
{
    /// <param name="user">For whom.</param>
    /// <param name="act">What it is.</param>
    /// <param name="about">Of what; empty: of all.</param>
    /// <param name="making">The workbook, on its way.</param>
    /// <param name="facts">Asked once it is made: what is in it. Those without a value are left out.</param>
    /// <param name="cancellationToken">Ends the noting, and with it the export.</param>
    public async Task<WorkbookFile> NoteAsync(
        ClaimsPrincipal user, AuditAct act, string about, Task<WorkbookFile> making, Func<(string Key, string? Value)[]> facts, CancellationToken cancellationToken)
    {
        var file = await making;
        try
        {
            (string Key, string? Value)[] known = [("file", file.Name.Plain), .. facts().Where(f => f.Value is not null)];
            await store.WriteAsync(
                (db, _) =>
                {
                    db.Audit(user, act, about, time.GetUtcNow(), known);
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
}
