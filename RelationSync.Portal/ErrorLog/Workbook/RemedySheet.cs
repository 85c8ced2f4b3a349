using RelationSync.Portal.Resources;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>The sheet of remedies: every code that occurs, once.</summary>
internal static class RemedySheet
{
    public static SheetPlan Plan() => new(
        WorkbookTexts.Get("Workbook_Sheet_Remedies"),
        [],
        [
            new(WorkbookTexts.Get("Workbook_Column_Code"), 44, CellKind.Id),
            new(WorkbookTexts.Get("Workbook_Column_Category"), 18, CellKind.Text),
            new(WorkbookTexts.Get("Workbook_Column_Errors"), 10, CellKind.Count),
            new(WorkbookTexts.Get("Workbook_Column_Warnings"), 10, CellKind.Count),
            new(WorkbookTexts.Get("Workbook_Column_Remedy"), 100, CellKind.Wrapped),
        ]);

    public static void Write(SheetWriter sheet, LogTotals totals)
    {
        foreach (var (code, count) in totals.Codes)
        {
            var remedy = GuidanceTexts.For(code.Code, code.Category);
            sheet.StartRow();
            sheet.Text(0, code.Code);
            sheet.Shared(1, WorkbookTexts.Of(code.Category));
            sheet.Number(2, count.Errors);
            sheet.Number(3, count.Warnings);
            sheet.Shared(4, remedy);
            sheet.EndRow();
        }

        sheet.Finish([]);
    }
}
