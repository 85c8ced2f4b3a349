using System.Globalization;
using ClosedXML.Excel;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.ErrorLog.Workbook;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.ErrorLog.Workbook;

[Trait("Rule", "R-E2")]
public sealed class ReadBackTests
{
    private static readonly string[] EntrySheets = ["エラーログ", "エラーログ（2）", "エラーログ（3）"];

    [Fact]
    public async Task Workbook_Of5000_ReadsBackEqualThroughClosedXml()
    {
        using var bench = new WorkbookBench();
        var inbox = bench.Store.AddInbox("support", name: "サポート");
        var connection = bench.Store.AddConnection(inbox, c => c.Authorization.InstanceUrl = ExpectedRow.Instance);
        var entries = LogSamples.Of(inbox, 5000, connection).ToList();
        bench.Add(entries);

        using var stream = await bench.MakeAsync(inbox);
        using var workbook = new XLWorkbook(stream);

        Assert.Equal(["集計", "エラーログ", "原因と対処"], workbook.Worksheets.Select(w => w.Name));
        var sheet = workbook.Worksheet("エラーログ");
        Assert.Equal(5001, sheet.LastRowUsed().RowNumber());
        entries.Reverse();
        for (var i = 0; i < entries.Count; i++)
        {
            var row = sheet.Row(i + 2);
            Assert.Equal(XLDataType.DateTime, row.Cell(1).DataType);
            Assert.Equal(ExpectedRow.Time(entries[i]), row.Cell(1).GetDateTime());
            Assert.Equal(ExpectedRow.Texts(entries[i], "サポート"), Enumerable.Range(2, 16).Select(c => row.Cell(c).GetString()));
            Assert.All(row.Cells(2, 17).Where(c => !c.IsEmpty()), c => Assert.Equal(XLDataType.Text, c.DataType));
            Assert.All(row.Cells(1, 17), c => Assert.False(c.HasFormula));
        }

        Assert.Equal("https://acme.my.salesforce.com/00U5g0000004998EAA", sheet.Cell(3, 14).Hyperlink.ExternalAddress.ToString());
    }

    [Fact]
    public async Task Workbook_Opened_HasFrozenHeadersFiltersAndWidths()
    {
        using var bench = new WorkbookBench();
        var inbox = bench.Store.AddInbox("support", name: "サポート");
        bench.Add(LogSamples.Of(inbox, 100));

        using var stream = await bench.MakeAsync(inbox);
        using var workbook = new XLWorkbook(stream);

        var sheet = workbook.Worksheet("エラーログ");
        Assert.Equal(1, sheet.SheetView.SplitRow);
        Assert.Equal("A1:Q101", sheet.AutoFilter.Range.RangeAddress.ToString());
        Assert.Equal(38, sheet.Column(8).Width, 1.0);
        var summary = workbook.Worksheet("集計");
        Assert.Equal(4, summary.SheetView.SplitRow);
        Assert.Equal("エラーログ：サポート", summary.Cell(1, 1).GetString());
        Assert.Equal("直近1年（2025/11/24 14:30〜2026/11/24 14:30、Asia/Tokyo）", summary.Cell(2, 1).GetString());
    }

    [Fact]
    public async Task Workbook_BeyondASheet_GoesOnInTheNext()
    {
        using var bench = new WorkbookBench(limits: new WorkbookLimits(PageSize: 700, RowsPerSheet: 8000, LinksPerSheet: 100));
        var inbox = bench.Store.AddInbox("support", name: "サポート");
        var entries = LogSamples.Of(inbox, 20_000, bench.Store.AddConnection(inbox, c => c.Authorization.InstanceUrl = ExpectedRow.Instance)).ToList();
        bench.Add(entries);

        using var stream = await bench.MakeAsync(inbox);

        Assert.Equal(["集計", "エラーログ", "エラーログ（2）", "エラーログ（3）", "原因と対処"], StreamedSheet.Names(stream));
        var rows = EntrySheets.SelectMany(n => StreamedSheet.Rows(stream, n).Skip(1)).ToList();
        entries.Reverse();
        Assert.Equal(entries.Count, rows.Count);
        for (var i = 0; i < rows.Count; i++)
        {
            Assert.Equal(ExpectedRow.Time(entries[i]), StreamedSheet.Time(rows[i]["A"]));
            Assert.Equal(
                ExpectedRow.Texts(entries[i], "サポート"),
                Enumerable.Range(1, 16).Select(c => rows[i].GetValueOrDefault(CellNames.Column(c), "")));
        }
    }

    [Fact]
    public async Task Summary_Counts_AddUpToTheEntries()
    {
        using var bench = new WorkbookBench();
        var inbox = bench.Store.AddInbox("support");
        var entries = LogSamples.Of(inbox, 1300).ToList();
        bench.Add(entries);

        using var stream = await bench.MakeAsync(inbox);
        using var workbook = new XLWorkbook(stream);

        var summary = workbook.Worksheet("集計");
        var total = summary.LastRowUsed();
        var last = summary.LastColumnUsed().ColumnNumber();
        Assert.Equal("合計", total.Cell(1).GetString());
        Assert.Equal(1300, total.Cell(last).GetValue<int>());
        Assert.Equal(13, total.RowNumber() - 5);
        Assert.Equal(new DateTime(2025, 11, 1), summary.Cell(5, 1).GetDateTime());
        var january = entries.Count(e => ExpectedRow.Time(e) is { Year: 2026, Month: 1 });
        Assert.Equal(january, summary.Cell(7, last).GetValue<int>());
        Assert.Equal(entries.Select(e => (e.Code, e.Category)).Distinct().Count(), workbook.Worksheet("原因と対処").LastRowUsed().RowNumber() - 1);
    }

    [Fact]
    [Trait("Rule", "R-E4")]
    public async Task Entries_OfAnActionThatSynced_SayWhatCameOfIt_AndTellAttemptsApart()
    {
        using var bench = new WorkbookBench();
        var inbox = bench.Store.AddInbox("support");
        var connection = bench.Store.AddConnection(inbox, c => c.Authorization.InstanceUrl = ExpectedRow.Instance);
        var (synced, failed) = (bench.Store.AddAction(inbox, ActionStatus.Synced), bench.Store.AddAction(inbox, ActionStatus.Failed));
        LogEntry Entry(SyncAction action, DateTimeOffset? closed, DateTimeOffset? settled = null) => new()
        {
            At = TestStore.Now.AddHours(-1),
            InboxId = inbox.Id,
            ConnectionId = connection.Id,
            Severity = LogSeverity.Error,
            Category = LogCategory.Validation,
            Code = "REQUIRED_FIELD_MISSING",
            Message = "Required",
            ActionId = action.Id,
            ClosedAt = closed,
            SettledAt = settled,
        };
        bench.Add([Entry(synced, TestStore.Now), Entry(synced, TestStore.Now), Entry(failed, null, TestStore.Now)]);

        using var stream = await bench.MakeAsync(inbox);
        using var workbook = new XLWorkbook(stream);

        var rows = workbook.Worksheet("エラーログ").RowsUsed().Skip(1).Select(r => (r.Cell(14).GetString(), r.Cell(16).GetString(), r.Cell(17).GetString())).ToList();
        var url = $"{ExpectedRow.Instance}/{synced.EventId}";
        Assert.Equal([("", "対応済み（行動なし）", "アクション"), (url, "同期して解決", "アクション"), (url, "同期して解決", "前の試行")], rows);
    }

    [Fact]
    public async Task Workbook_Printed_FitsItsPages_AndItsRowsFitTheirTexts()
    {
        using var bench = new WorkbookBench();
        var inbox = bench.Store.AddInbox("support");
        bench.Add(LogSamples.Of(inbox, 100));

        using var stream = await bench.MakeAsync(inbox);
        using var workbook = new XLWorkbook(stream);

        Assert.All(workbook.Worksheets, s =>
        {
            Assert.Equal((XLPageOrientation.Landscape, 1), (s.PageSetup.PageOrientation, s.PageSetup.PagesWide));
            Assert.Equal(s.PageSetup.FirstRowToRepeatAtTop, s.SheetView.SplitRow);
        });
        Assert.Equal(1, workbook.Worksheet("集計").PageSetup.PagesTall);
        Assert.All(workbook.Worksheet("エラーログ").RowsUsed().Skip(1), row =>
        {
            var lines = row.Cells(1, 17).Where(c => c.Style.Alignment.WrapText).Max(c => TextLines.Count(c.GetString(), row.Worksheet.Column(c.Address.ColumnNumber).Width));
            Assert.Equal(lines == 1 ? TextLines.OneLine : double.Parse(TextLines.Height(lines)!, CultureInfo.InvariantCulture), row.Height, 0.1);
            Assert.True(row.Cell(9).Style.Alignment.WrapText);
        });
        Assert.Contains(workbook.Worksheet("エラーログ").RowsUsed().Skip(1), r => r.Height > TextLines.OneLine);
    }

    [Theory]
    [InlineData("", 10, 1)]
    [InlineData("abcdefghi", 10, 1)]
    [InlineData("abcdefghij", 10, 2)]
    [InlineData("あいうえ", 10, 1)]
    [InlineData("あいうえお", 10, 2)]
    [InlineData("a\nb", 10, 2)]
    [InlineData("aaaa bbbb cccc", 10, 2)]
    [InlineData("aaa bbbbbb ccccccc", 10, 3)]
    [InlineData("aaa あああ", 10, 2)]
    public void Lines_OfAText_CountWideCharactersTwice(string text, double width, int lines) => Assert.Equal(lines, TextLines.Count(text, width));

    [Fact]
    public async Task Workbook_WithoutEntries_SaysSo()
    {
        using var bench = new WorkbookBench();
        var inbox = bench.Store.AddInbox("support");

        using var stream = await bench.MakeAsync(inbox);
        using var workbook = new XLWorkbook(stream);

        Assert.Equal("この期間の記録はありません。", workbook.Worksheet("集計").Cell(3, 1).GetString());
        Assert.Equal(1, workbook.Worksheet("エラーログ").LastRowUsed().RowNumber());
    }
}
