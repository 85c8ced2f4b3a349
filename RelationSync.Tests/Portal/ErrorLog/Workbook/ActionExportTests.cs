using System.Net;
using System.Text.Json;
using ClosedXML.Excel;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.ErrorLog.Workbook;

public sealed class ActionExportTests : IAsyncLifetime
{
    private ExportHost _host = null!;

    public async Task InitializeAsync() => _host = await ExportHost.StartAsync();

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Export_OfAFilteredList_HoldsItsRowsInWords()
    {
        var inbox = _host.Store.AddInbox("support", name: "サポート窓口");
        _host.Store.AddAction(inbox, ActionStatus.Synced, subject: "別のもの");
        var failed = _host.Store.AddAction(inbox, ActionStatus.Failed, subject: "=お見積り");

        var response = await _host.GetAsync("/actions.xlsx?inbox=support&set=missing");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("actions_2026-11-24_1430.xlsx", response.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        var stream = await response.Content.ReadAsStreamAsync();
        Assert.Empty(Validity.Faults(stream));
        stream.Position = 0;
        using var book = new XLWorkbook(stream);
        var rows = book.Worksheet(1).RowsUsed().Select(r => r.Cells(1, 16).Select(c => c.GetString()).ToList()).ToList();
        var row = Assert.Single(rows, r => r.Contains(failed.Id.ToString()));
        Assert.Contains("=お見積り", row);
        Assert.Contains("失敗", row);
        Assert.True(row.IndexOf("失敗") < row.IndexOf("UNABLE_TO_LOCK_ROW"));
        Assert.DoesNotContain(rows, r => r.Contains("別のもの"));
    }

    [Fact]
    public async Task Export_Done_IsNoted()
    {
        _host.Store.AddAction(_host.Store.AddInbox("support"), ActionStatus.Failed);

        await _host.GetAsync("/actions.xlsx?inbox=support&status=failed&q=secret");

        var entry = await _host.Store.Store.ReadAsync((db, token) => db.AuditEntries.SingleAsync(e => e.Act == AuditAct.ActionsExported, token), default);
        var details = JsonSerializer.Deserialize<Dictionary<string, string>>(entry.DetailsJson!)!;
        Assert.Equal(("support", "failed", "true"), (entry.About, details["status"], details["search"]));
        Assert.DoesNotContain("secret", entry.DetailsJson, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_AskedForSomethingUnknown_IsRefused() =>
        Assert.Equal(HttpStatusCode.BadRequest, (await _host.GetAsync("/actions.xlsx?sets=missing")).StatusCode);
}
