using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace RelationSync.Tests.Portal.ErrorLog.Workbook;

/// <summary>Reads a sheet's rows one after another, as the file holds them.</summary>
internal static class StreamedSheet
{
    public static IReadOnlyList<string> Names(Stream workbook)
    {
        using var document = SpreadsheetDocument.Open(workbook, false);
        return [.. document.WorkbookPart!.Workbook.Sheets!.Elements<Sheet>().Select(s => s.Name!.Value!)];
    }

    /// <summary>Cells by column letters; the header is the first row.</summary>
    public static List<Dictionary<string, string>> Rows(Stream workbook, string name)
    {
        using var document = SpreadsheetDocument.Open(workbook, false);
        var book = document.WorkbookPart!;
        var shared = book.SharedStringTablePart!.SharedStringTable.Elements<SharedStringItem>().Select(i => i.InnerText).ToList();
        var sheet = book.Workbook.Sheets!.Elements<Sheet>().Single(s => s.Name == name);
        using var reader = OpenXmlReader.Create(book.GetPartById(sheet.Id!.Value!));
        var rows = new List<Dictionary<string, string>>();
        while (reader.Read())
        {
            if (reader.ElementType == typeof(Row) && reader.IsStartElement)
            {
                var row = (Row)reader.LoadCurrentElement()!;
                rows.Add(row.Elements<Cell>().ToDictionary(c => c.CellReference!.Value!.TrimEnd("0123456789".ToCharArray()), c => Value(c, shared)));
            }
        }

        return rows;
    }

    public static DateTime Time(string number) => DateTime.FromOADate(double.Parse(number, CultureInfo.InvariantCulture));

    private static string Value(Cell cell, List<string> shared) =>
        cell.DataType?.Value is CellValues.SharedString ? shared[int.Parse(cell.CellValue!.Text, CultureInfo.InvariantCulture)] : cell.InnerText;
}
