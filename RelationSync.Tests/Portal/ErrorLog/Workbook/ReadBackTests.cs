using ClosedXML.Excel;
using RelationSync.Portal.ErrorLog.Workbook;

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
            Assert.Equal(ExpectedRow.Texts(entries[i], "サポート"), Enumerable.Range(2, 14).Select(c => row.Cell(c).GetString()));
            Assert.All(row.Cells(2, 15).Where(c => !c.IsEmpty()), c => Assert.Equal(XLDataType.Text, c.DataType));
            Assert.All(row.Cells(1, 15), c => Assert.False(c.HasFormula));
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
        Assert.Equal("A1:O101", sheet.AutoFilter.Range.RangeAddress.ToString());
        Assert.Equal(60, sheet.Column(8).Width, 1.0);
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
                Enumerable.Range(1, 14).Select(c => rows[i].GetValueOrDefault(CellNames.Column(c), "")));
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
