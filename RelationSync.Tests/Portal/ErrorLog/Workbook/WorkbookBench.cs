using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Portal.ErrorLog.Workbook;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.ErrorLog.Workbook;

/// <summary>A store and workbooks of it, without HTTP.</summary>
internal sealed class WorkbookBench : IDisposable
{
    private readonly ExportQueue _turns;
    private readonly CultureInfo _before = CultureInfo.CurrentUICulture;

    public WorkbookBench(string language = "ja", WorkbookLimits? limits = null)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        Limits = limits ?? new WorkbookLimits();
        _turns = new ExportQueue(Limits);
        Workbook = new ErrorWorkbook(new LogReader(Store.Store, Limits), _turns, Limits, new FakeTimeProvider(TestStore.Now));
    }

    public TestStore Store { get; } = new();

    public WorkbookLimits Limits { get; }

    public ErrorWorkbook Workbook { get; }

    public void Add(IEnumerable<LogEntry> entries)
    {
        using var db = Store.CreateDbContext();
        db.LogEntries.AddRange(entries);
        db.SaveChanges();
    }

    /// <summary>The workbook of one inbox, or of all, as a stream of its own.</summary>
    public async Task<MemoryStream> MakeAsync(Inbox? inbox = null, WorkbookProgress? progress = null)
    {
        var name = inbox is null ? null : new InboxName(inbox.Id, inbox.Key, inbox.Name, inbox.TimeZone);
        using var file = await Workbook.MakeAsync(new WorkbookOrder(name), progress ?? new WorkbookProgress(), CancellationToken.None);
        var copy = new MemoryStream();
        await file.Content.CopyToAsync(copy);
        copy.Position = 0;
        return copy;
    }

    public void Dispose()
    {
        _turns.Dispose();
        Store.Dispose();
        CultureInfo.CurrentUICulture = _before;
    }
}
