using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>A sheet of the skeleton, taken apart: what stands before its rows, the rows up to the header, the styles' numbers, what comes after.</summary>
internal sealed class SheetTemplate
{
    private readonly string[][] _styles;

    public SheetTemplate(WorksheetPart part, SheetPlan plan)
    {
        Part = part;
        Plan = plan;
        Root = part.Worksheet;
        var rows = Root.GetFirstChild<SheetData>()!.Elements<Row>().ToList();
        // The extent that ClosedXML wrote isn't that of the rows to come; it may be left out.
        Before = [.. Root.ChildElements.TakeWhile(e => e is not SheetData).Where(e => e is not SheetDimension)];
        Head = [.. rows.Where(r => r.RowIndex!.Value <= plan.HeaderRow)];
        // Its list of tables is empty, and would have to stand behind what is still to be added.
        After = [.. Root.ChildElements.SkipWhile(e => e is not SheetData).Skip(1).Where(e => e is not TableParts)];
        _styles = [.. rows.Where(r => r.RowIndex!.Value > plan.HeaderRow).Select(StylesOf)];
    }

    public WorksheetPart Part { get; }

    public SheetPlan Plan { get; }

    public Worksheet Root { get; }

    public IReadOnlyList<OpenXmlElement> Before { get; }

    public IReadOnlyList<Row> Head { get; }

    public IReadOnlyList<OpenXmlElement> After { get; }

    /// <summary>The relationship of a drawing, once the sheet has one.</summary>
    public string? DrawingId { get; set; }

    /// <summary>Where the package keeps the sheet, e.g. <c>xl/worksheets/sheet2.xml</c>.</summary>
    public string EntryName => Part.Uri.OriginalString.TrimStart('/');

    /// <summary>The number of a column's style, as text.</summary>
    public string Style(int column, SheetStyle style) => _styles[(int)style][column];

    private static string[] StylesOf(Row row) =>
        [.. row.Elements<Cell>().Select(c => (c.StyleIndex?.Value ?? 0).ToString(CultureInfo.InvariantCulture))];
}
