using DocumentFormat.OpenXml.Drawing.Charts;
using DocumentFormat.OpenXml.Drawing.Spreadsheet;
using DocumentFormat.OpenXml.Packaging;
using RelationSync.Portal.Resources;
using A = DocumentFormat.OpenXml.Drawing;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>Where the chart stands on its sheet.</summary>
internal static class ChartDrawing
{
    private const long Pixel = 9525;
    private const long Width = 960 * Pixel;
    private const long Height = 400 * Pixel;

    /// <summary>Adds drawing and chart to a sheet; answers the relationship that the sheet has to name.</summary>
    public static string AddTo(WorksheetPart sheet, ChartSource source)
    {
        var drawing = sheet.AddNewPart<DrawingsPart>();
        var chart = drawing.AddNewPart<ChartPart>();
        chart.ChartSpace = MonthChart.Create(source);
        // Moved by what a filter hides, never squeezed.
        drawing.WorksheetDrawing = new WorksheetDrawing(new OneCellAnchor(
            new DocumentFormat.OpenXml.Drawing.Spreadsheet.FromMarker(new ColumnId("0"), new ColumnOffset("0"), new RowId(FormattableString.Invariant($"{source.FirstRow}")), new RowOffset("0")),
            new Extent { Cx = Width, Cy = Height },
            Frame(drawing.GetIdOfPart(chart)),
            new ClientData()));
        chart.ChartSpace.Save();
        drawing.WorksheetDrawing.Save();
        return sheet.GetIdOfPart(drawing);
    }

    private static GraphicFrame Frame(string chartId) => new(
        new NonVisualGraphicFrameProperties(
            new NonVisualDrawingProperties { Id = 2, Name = WorkbookTexts.Get("Workbook_Chart_Title"), Description = WorkbookTexts.Get("Workbook_Chart_Description") },
            new NonVisualGraphicFrameDrawingProperties()),
        new Transform(new A.Offset { X = 0, Y = 0 }, new A.Extents { Cx = 0, Cy = 0 }),
        new A.Graphic(new A.GraphicData(new ChartReference { Id = chartId }) { Uri = "http://schemas.openxmlformats.org/drawingml/2006/chart" }))
    {
        Macro = "",
    };
}
