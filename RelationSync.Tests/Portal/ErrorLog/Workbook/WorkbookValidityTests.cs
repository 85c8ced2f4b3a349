using System.Diagnostics;
using System.Xml.Linq;
using DocumentFormat.OpenXml.Packaging;
using RelationSync.Portal.ErrorLog.Workbook;

namespace RelationSync.Tests.Portal.ErrorLog.Workbook;

[Trait("Rule", "R-E2")]
public sealed class WorkbookValidityTests
{
    private static readonly string[] Offices = ["/usr/bin/soffice", "/usr/local/bin/soffice", "/opt/libreoffice/program/soffice"];

    [Theory]
    [InlineData("ja", 300)]
    [InlineData("en", 300)]
    [InlineData("ja", 0)]
    public async Task Workbook_Validated_HasNoFaults(string language, int count)
    {
        using var bench = new WorkbookBench(language, new WorkbookLimits(RowsPerSheet: 200));
        var inbox = bench.Store.AddInbox("support");
        bench.Add(LogSamples.Of(inbox, count, bench.Store.AddConnection(inbox, c => c.Authorization.InstanceUrl = ExpectedRow.Instance)));

        using var stream = await bench.MakeAsync(inbox);

        Assert.Empty(Validity.Faults(stream));
    }

    [Fact]
    public async Task Chart_Present_DrawsTheTablesCells()
    {
        using var bench = new WorkbookBench();
        var inbox = bench.Store.AddInbox("support");
        bench.Add(LogSamples.Of(inbox, 100));

        using var stream = await bench.MakeAsync(inbox);
        using var document = SpreadsheetDocument.Open(stream, false);

        var chart = document.WorkbookPart!.WorksheetParts.Select(p => p.DrawingsPart).OfType<DrawingsPart>().Single().ChartParts.Single();
        XNamespace c = "http://schemas.openxmlformats.org/drawingml/2006/chart";
        var space = XElement.Parse(chart.ChartSpace.OuterXml);
        Assert.Equal("stacked", (string?)space.Descendants(c + "grouping").Single().Attribute("val"));
        var series = space.Descendants(c + "ser").ToList();
        Assert.Equal(26, series.Count);
        Assert.Equal("認証（エラー）", series[0].Element(c + "tx")?.Value);
        Assert.Equal("'集計'!$B$5:$B$17", series[0].Element(c + "val")?.Descendants(c + "f").Single().Value);
        Assert.Equal("'集計'!$A$5:$A$17", series[0].Element(c + "cat")?.Descendants(c + "f").Single().Value);
    }

    /// <summary>Where LibreOffice is there, it has to read the workbook as it is; where it isn't, the validator alone judges.</summary>
    [Fact]
    public async Task Workbook_ConvertedByLibreOffice_SaysTheSame()
    {
        using var bench = new WorkbookBench("en");
        var inbox = bench.Store.AddInbox("support", name: "サポート");
        var entries = LogSamples.Of(inbox, 50, bench.Store.AddConnection(inbox, c => c.Authorization.InstanceUrl = ExpectedRow.Instance)).ToList();
        bench.Add(entries);
        using var stream = await bench.MakeAsync(inbox);
        Assert.Empty(Validity.Faults(stream));
        if (Offices.FirstOrDefault(File.Exists) is not { } office)
        {
            return;
        }

        var folder = Directory.CreateTempSubdirectory("relationsync-office-");
        try
        {
            var lines = await ConvertAsync(office, folder.FullName, stream);

            Assert.StartsWith("Time,Time zone,Inbox,Channel,Severity,Category,Code,Message,", lines, StringComparison.Ordinal);
            Assert.All(entries, e => Assert.Contains(FormattableString.Invariant($"{ExpectedRow.Time(e):yyyy-MM-dd HH:mm:ss},Asia/Tokyo (UTC+09:00),サポート,"), lines, StringComparison.Ordinal));
            Assert.Contains(",0312345678,", lines, StringComparison.Ordinal);
            Assert.Contains(",+81312345678,", lines, StringComparison.Ordinal);
            Assert.Contains(",\"=HYPERLINK(\"\"http://evil.example\"\")\",", lines, StringComparison.Ordinal);
            Assert.Contains(",1/2,", lines, StringComparison.Ordinal);
            Assert.Contains("https://acme.my.salesforce.com/00U5g0000000048EAA", lines, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>The sheet of entries as CSV.</summary>
    private static async Task<string> ConvertAsync(string office, string folder, MemoryStream workbook)
    {
        await File.WriteAllBytesAsync(Path.Combine(folder, "log.xlsx"), workbook.ToArray());
        var start = new ProcessStartInfo(office) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder };
        foreach (var argument in (string[])[$"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1", "log.xlsx"])
        {
            start.ArgumentList.Add(argument);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var process = Process.Start(start)!;
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }

        return await File.ReadAllTextAsync(Path.Combine(folder, "log-Entries.csv"), patience.Token);
    }
}
