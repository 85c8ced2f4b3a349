using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>
/// The texts that many rows have in common (labels, codes, remedies), kept once and named by number. Of these there are
/// few; beyond a bound, texts stay in their cells, so that no log can fill the memory.
/// </summary>
internal sealed class SharedStrings(WorkbookPart workbook)
{
    private const int Most = 20_000;

    private readonly SharedStringTable _table = Table(workbook);
    private readonly Dictionary<string, string?> _numbers = new(StringComparer.Ordinal);

    /// <summary>The text's number, as text; null where it has to stay in its cell.</summary>
    public string? NumberOf(CellText text)
    {
        if (_numbers.TryGetValue(text.Text, out var number) || _numbers.Count == Most)
        {
            return number;
        }

        number = _table.ChildElements.Count.ToString(CultureInfo.InvariantCulture);
        _table.AppendChild(new SharedStringItem(new Text(text.Stored) { Space = SpaceProcessingModeValues.Preserve }));
        _numbers.Add(text.Text, number);
        return number;
    }

    /// <summary>To be called when all texts are in.</summary>
    public void Save()
    {
        // Counted by ClosedXML; both may be left out.
        _table.Count = null;
        _table.UniqueCount = null;
        _table.Save();
    }

    private static SharedStringTable Table(WorkbookPart workbook)
    {
        var part = workbook.SharedStringTablePart ?? workbook.AddNewPart<SharedStringTablePart>();
        return part.SharedStringTable ??= new SharedStringTable();
    }
}
