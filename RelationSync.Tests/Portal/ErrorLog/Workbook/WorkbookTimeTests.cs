using ClosedXML.Excel;
using RelationSync.Domain.ErrorLog;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.ErrorLog.Workbook;

[Trait("Rule", "R-E2")]
public sealed class WorkbookTimeTests
{
    [Fact]
    public async Task Year_Boundary_TakesTheLast365DaysAndNoMore()
    {
        using var bench = new WorkbookBench();
        var inbox = bench.Store.AddInbox("support");
        bench.Store.AddError(inbox, code: "TOO_OLD", at: TestStore.Now.AddDays(-365).AddTicks(-1));
        bench.Store.AddError(inbox, code: "JUST_IN", at: TestStore.Now.AddDays(-365));
        bench.Store.AddError(inbox, code: "NOW", at: TestStore.Now);

        using var stream = await bench.MakeAsync(inbox);

        Assert.Equal(["NOW", "JUST_IN"], StreamedSheet.Rows(stream, "エラーログ").Skip(1).Select(r => r["G"]));
    }

    [Theory]
    [InlineData("Asia/Tokyo", "2026-01-01T00:30:00", "Asia/Tokyo (UTC+09:00)", 1)]
    [InlineData("America/New_York", "2025-12-31T10:30:00", "America/New_York (UTC-05:00)", 12)]
    [InlineData("Nowhere/Atall", "2025-12-31T15:30:00", "UTC (UTC+00:00)", 12)]
    public async Task Time_NearNewYear_IsThatOfTheInboxesClock(string zone, string expected, string name, int month)
    {
        using var bench = new WorkbookBench();
        var inbox = bench.Store.AddInbox("support", zone);
        bench.Store.AddError(inbox, at: new DateTimeOffset(2025, 12, 31, 15, 30, 0, 999, TimeSpan.Zero));

        using var stream = await bench.MakeAsync(inbox);
        using var workbook = new XLWorkbook(stream);

        var row = workbook.Worksheet("エラーログ").Row(2);
        Assert.Equal(DateTime.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), row.Cell(1).GetDateTime());
        Assert.Equal("yyyy/mm/dd hh:mm:ss", row.Cell(1).Style.DateFormat.Format);
        Assert.Equal(name, row.Cell(2).GetString());
        var counted = workbook.Worksheet("集計").RowsUsed(r => r.Cell(1).DataType is XLDataType.DateTime && r.Cell(2).GetString() == "1").Single();
        Assert.Equal(month, counted.Cell(1).GetDateTime().Month);
    }

    [Fact]
    public async Task Time_HourThatComesTwice_IsToldApartByItsOffset()
    {
        using var bench = new WorkbookBench();
        var inbox = bench.Store.AddInbox("support", "America/New_York");
        bench.Store.AddError(inbox, at: new DateTimeOffset(2026, 11, 1, 5, 30, 0, TimeSpan.Zero));
        bench.Store.AddError(inbox, LogSeverity.Warning, at: new DateTimeOffset(2026, 11, 1, 6, 30, 0, TimeSpan.Zero));

        using var stream = await bench.MakeAsync(inbox);

        var rows = StreamedSheet.Rows(stream, "エラーログ").Skip(1).ToList();
        Assert.Equal(rows[0]["A"], rows[1]["A"]);
        Assert.Equal(["America/New_York (UTC-05:00)", "America/New_York (UTC-04:00)"], rows.Select(r => r["B"]));
    }
}
