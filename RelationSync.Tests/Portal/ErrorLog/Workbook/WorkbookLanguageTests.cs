using System.Collections;
using System.Globalization;
using System.Resources;
using ClosedXML.Excel;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Resources;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.ErrorLog.Workbook;

[Trait("Rule", "R-E2")]
public sealed class WorkbookLanguageTests
{
    [Theory]
    [InlineData("ja", "エラーログ", "日時", "入力規則など", "行動に、空欄にできない項目があります")]
    [InlineData("en", "Entries", "Time", "Validation", "Event has a required field")]
    public async Task Workbook_IsInTheViewersLanguage(string language, string sheet, string header, string category, string remedy)
    {
        using var bench = new WorkbookBench(language);
        bench.Store.AddError(bench.Store.AddInbox("support"));

        using var stream = await bench.MakeAsync();
        using var workbook = new XLWorkbook(stream);

        Assert.Equal(header, workbook.Worksheet(sheet).Cell(1, 1).GetString());
        Assert.Equal(category, workbook.Worksheet(sheet).Cell(2, 6).GetString());
        Assert.StartsWith(remedy, workbook.Worksheet(sheet).Cell(2, 9).GetString(), StringComparison.Ordinal);
        Assert.StartsWith(remedy, workbook.Worksheets.Last().Cell(2, 5).GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ja", "行動に設定できる取引先責任者は50人までです")]
    [InlineData("en", "An Event takes 50 contacts; 7 more were left out.")]
    public async Task Workbook_OurOwnMessages_AreInTheViewersLanguage(string language, string message)
    {
        using var bench = new WorkbookBench(language);
        bench.Store.Save(LogEntry.Of(LogNote.Of(EventMessages.ContactsLeftOut.With(50, 7)), TestStore.Now, bench.Store.AddInbox("support").Id, null));

        using var stream = await bench.MakeAsync();
        using var workbook = new XLWorkbook(stream);

        Assert.Contains(message, workbook.Worksheets.ElementAt(1).Cell(2, 8).GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_BothLanguages_HaveTheSameKeys()
    {
        var texts = new ResourceManager("RelationSync.Portal.Resources.WorkbookTexts", typeof(WorkbookTexts).Assembly);

        Assert.Equal(Keys(CultureInfo.InvariantCulture), Keys(CultureInfo.GetCultureInfo("en")));

        IEnumerable<string> Keys(CultureInfo culture) =>
            texts.GetResourceSet(culture, createIfNotExists: true, tryParents: false)!.Cast<DictionaryEntry>().Select(e => (string)e.Key).Order(StringComparer.Ordinal);
    }
}
