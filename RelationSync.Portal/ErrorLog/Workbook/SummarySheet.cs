using RelationSync.Portal.Resources;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>The summary: a row for every month, a column for every category and severity that occurs, totals of both.</summary>
internal sealed class SummarySheet(SheetPlan plan, IReadOnlyList<DateOnly> months, IReadOnlyList<LogKind> kinds)
{
    /// <summary>The column of the first kind.</summary>
    private const int FirstKind = 1;

    public SheetPlan Plan => plan;

    public static SummarySheet Create(IReadOnlyList<string> heading, IReadOnlyList<DateOnly> months, IReadOnlyList<LogKind> kinds)
    {
        SheetColumn month = new(WorkbookTexts.Get("Workbook_Column_Month"), 11, CellKind.Month);
        SheetColumn total = new(WorkbookTexts.Get("Workbook_Column_Total"), 11, CellKind.Count);
        var counts = kinds.Select(k => new SheetColumn($"{WorkbookTexts.Of(k.Category)}\n{WorkbookTexts.Of(k.Severity)}", 15, CellKind.Count));
        return new SummarySheet(new SheetPlan(WorkbookTexts.Get("Workbook_Sheet_Summary"), heading, [month, .. counts, total], SheetPrint.OnePage), months, kinds);
    }

    /// <summary>What the chart shows: months along the bottom, kinds upon each other.</summary>
    public ChartSource Chart(LogTotals totals) => new(
        [.. months],
        CellNames.Rows(plan, 0, plan.HeaderRow + 1, plan.HeaderRow + months.Count),
        [.. kinds.Select((kind, i) => new ChartSeries(
            kind,
            WorkbookTexts.Get("Workbook_Chart_Series", WorkbookTexts.Of(kind.Category), WorkbookTexts.Of(kind.Severity)),
            CellNames.Rows(plan, FirstKind + i, plan.HeaderRow + 1, plan.HeaderRow + months.Count),
            [.. months.Select(m => totals.Of(m, kind))]))],
        plan.HeaderRow + months.Count + 2);

    public void Write(SheetWriter sheet, LogTotals totals)
    {
        foreach (var month in months)
        {
            sheet.StartRow();
            sheet.Time(0, month.ToDateTime(TimeOnly.MinValue));
            WriteCounts(sheet, kind => totals.Of(month, kind));
            sheet.EndRow();
        }

        sheet.StartRow(SheetStyle.Total);
        sheet.Shared(0, WorkbookTexts.Get("Workbook_Column_Total"));
        WriteCounts(sheet, kind => months.Sum(m => totals.Of(m, kind)));
        sheet.EndRow();
        sheet.Finish([], totals: 1);
    }

    private void WriteCounts(SheetWriter sheet, Func<LogKind, int> count)
    {
        for (var i = 0; i < kinds.Count; i++)
        {
            sheet.Number(FirstKind + i, count(kinds[i]));
        }

        sheet.Number(FirstKind + kinds.Count, kinds.Sum(count));
    }
}
