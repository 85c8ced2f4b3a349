using ClosedXML.Excel;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>
/// The workbook without its rows, made by ClosedXML: sheets, headers, styles, widths, filter, print layout. Below each
/// header stands one row for every <see cref="SheetStyle"/>, from which the styles' numbers are taken; the rows replace them.
/// </summary>
internal static class WorkbookSkeleton
{
    private const double HeaderHeight = 36;

    public static MemoryStream Create(IEnumerable<SheetPlan> plans, string title, DateTimeOffset now)
    {
        using var workbook = new XLWorkbook();
        workbook.Style.Font.FontName = WorkbookTexts.Get("Workbook_Format_Font");
        workbook.Style.Font.FontSize = 10;
        workbook.Properties.Title = CellText.Of(title).Text;
        workbook.Properties.Author = "RelationSync";
        workbook.Properties.Created = now.UtcDateTime;
        foreach (var plan in plans)
        {
            AddSheet(workbook, plan);
        }

        var stream = new MemoryStream();
        workbook.SaveAs(stream);
        return stream;
    }

    private static void AddSheet(XLWorkbook workbook, SheetPlan plan)
    {
        var sheet = workbook.AddWorksheet(plan.Name);
        sheet.RowHeight = TextLines.OneLine;
        for (var line = 0; line < plan.Heading.Count; line++)
        {
            SetText(sheet.Cell(line + 1, 1), plan.Heading[line]);
            sheet.Cell(line + 1, 1).Style.Font.Bold = line == 0;
            sheet.Cell(line + 1, 1).Style.Font.FontSize = line == 0 ? 14 : 10;
        }

        for (var i = 0; i < plan.Columns.Count; i++)
        {
            sheet.Column(i + 1).Width = plan.Columns[i].Width;
            SetHeader(sheet.Cell(plan.HeaderRow, i + 1), plan.Columns[i]);
            foreach (var style in Enum.GetValues<SheetStyle>())
            {
                var cell = sheet.Cell(plan.HeaderRow + 1 + (int)style, i + 1);
                cell.SetValue(0);
                SetStyle(cell.Style, plan.Columns[i].Kind, style);
            }
        }

        sheet.Row(plan.HeaderRow).Height = HeaderHeight;
        sheet.SheetView.FreezeRows(plan.HeaderRow);
        sheet.Range(plan.HeaderRow, 1, plan.HeaderRow + 1, plan.Columns.Count).SetAutoFilter();
        sheet.PageSetup.PageOrientation = XLPageOrientation.Landscape;
        sheet.PageSetup.PaperSize = plan.Print is SheetPrint.Large ? XLPaperSize.A3Paper : XLPaperSize.A4Paper;
        sheet.PageSetup.FitToPages(1, plan.Print is SheetPrint.OnePage ? 1 : 0);
        sheet.PageSetup.SetRowsToRepeatAtTop(plan.HeaderRow, plan.HeaderRow);
        sheet.PageSetup.Margins.SetLeft(0.4).SetRight(0.4).SetTop(0.5).SetBottom(0.6).SetFooter(0.3);
        sheet.PageSetup.Footer.Left.AddText(CellText.Of(plan.Name).Text);
        sheet.PageSetup.Footer.Right.AddText(XLHFPredefinedText.PageNumber);
        sheet.PageSetup.Footer.Right.AddText(" / ");
        sheet.PageSetup.Footer.Right.AddText(XLHFPredefinedText.NumberOfPages);
    }

    private static void SetHeader(IXLCell cell, SheetColumn column)
    {
        SetText(cell, column.Title);
        cell.Style.Font.Bold = true;
        cell.Style.Fill.BackgroundColor = XLColor.FromHtml("#E9F0FA");
        cell.Style.Alignment.WrapText = true;
        cell.Style.Alignment.Vertical = XLAlignmentVerticalValues.Center;
        if (column.Kind is CellKind.Count)
        {
            AlignNumbers(cell.Style);
        }

        cell.Style.Border.BottomBorder = XLBorderStyleValues.Thin;
        cell.Style.Border.BottomBorderColor = XLColor.FromHtml("#808B9A");
    }

    // With a little room before the column to the right.
    private static void AlignNumbers(IXLStyle cell)
    {
        cell.Alignment.Horizontal = XLAlignmentHorizontalValues.Right;
        cell.Alignment.Indent = 1;
    }

    // SetValue of a string and never Value: that turns 0312345678 into a number.
    private static void SetText(IXLCell cell, string value)
    {
        var text = CellText.Of(value);
        cell.SetValue<string>(text.Text);
        cell.Style.IncludeQuotePrefix = text.Quoted;
    }

    private static void SetStyle(IXLStyle cell, CellKind kind, SheetStyle style)
    {
        cell.Alignment.Vertical = XLAlignmentVerticalValues.Top;
        cell.IncludeQuotePrefix = style is SheetStyle.Quoted;
        cell.Font.Bold = style is SheetStyle.Total;
        cell.Border.TopBorder = style is SheetStyle.Total ? XLBorderStyleValues.Thin : XLBorderStyleValues.None;
        switch (kind)
        {
            case CellKind.Id:
                cell.NumberFormat.NumberFormatId = 49; // "@": text
                break;
            case CellKind.Wrapped:
                cell.Alignment.WrapText = true;
                break;
            case CellKind.WrappedId:
                cell.NumberFormat.NumberFormatId = 49;
                cell.Alignment.WrapText = true;
                break;
            case CellKind.Link:
                cell.Alignment.WrapText = true;
                cell.Font.FontColor = XLColor.FromHtml("#1F5099");
                cell.Font.Underline = XLFontUnderlineValues.Single;
                break;
            case CellKind.Time:
                cell.DateFormat.Format = WorkbookTexts.Get("Workbook_Format_Time");
                cell.Alignment.Horizontal = XLAlignmentHorizontalValues.Left;
                break;
            case CellKind.Month:
                cell.DateFormat.Format = "yyyy-mm";
                cell.Alignment.Horizontal = XLAlignmentHorizontalValues.Left;
                break;
            case CellKind.Count:
                cell.NumberFormat.Format = "#,##0;-#,##0;\"–\"";
                AlignNumbers(cell);
                break;
            case CellKind.Text:
            default:
                break;
        }
    }
}
