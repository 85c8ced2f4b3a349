using RelationSync.Portal.Foundation;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>
/// The error log of the last year as a workbook (R-E2), in the language of the current culture. The entries are read in
/// pages and go straight into a temporary file; it is handed over only when it is whole.
/// </summary>
internal sealed class ErrorWorkbook(LogReader log, ExportQueue turns, WorkbookLimits limits, TimeProvider time)
{
    /// <summary>Waits for its turn and makes it. Whoever asked disposes the answer, and the file with it.</summary>
    public Task<WorkbookFile> MakeAsync(WorkbookOrder order, WorkbookProgress progress, CancellationToken cancellationToken) => turns.MakeAsync(
        () =>
        {
            var period = WorkbookPeriod.Ending(time.GetUtcNow());
            var (first, last) = period.DaysIn(order.Inbox is { } inbox ? DayBoundaries.Zone(inbox.TimeZone) : DayBoundaries.Default);
            return new WorkbookTask(WorkbookName.Of(order.Inbox, first, last), file => WriteAsync(file, order, period, progress, cancellationToken));
        },
        progress,
        cancellationToken);

    private async Task WriteAsync(Stream output, WorkbookOrder order, WorkbookPeriod period, WorkbookProgress progress, CancellationToken cancellationToken)
    {
        var places = await log.PlacesAsync(cancellationToken);
        var extent = await log.MeasureAsync(order.Since(period.From), cancellationToken);
        progress.Report(WorkbookStage.Making, 0, extent.Count);
        var summary = SummarySheet.Create(Heading(order, period, extent), period.MonthsIn(places.Zones(order.Inbox?.Id)), extent.Kinds);
        var entries = Enumerable.Range(0, Math.Max(1, (extent.Count + limits.RowsPerSheet - 1) / limits.RowsPerSheet)).Select(EntrySheet.Plan).ToList();
        var remedies = RemedySheet.Plan();
        List<SheetPlan> plans = [summary.Plan, .. entries, remedies];
        using var package = new WorkbookPackage(WorkbookSkeleton.Create(plans, summary.Plan.Heading[0], period.To), plans, output);
        var rows = log.ReadLinesAsync(order.Since(period.From), extent.Newest, cancellationToken);
        var (totals, lines) = (new LogTotals(), new EntrySheet(places));
        await new SheetSeries(package, entries, limits.RowsPerSheet, limits.LinksPerSheet).WriteAsync(
            rows,
            (sheet, links, line) =>
            {
                var place = places.Of(line.Entry);
                var local = place.Local(line.Entry.At);
                totals.Add(line.Entry, local);
                lines.Write(sheet, links, line, place, local);
            },
            done => progress.Report(WorkbookStage.Making, done, extent.Count));
        if (extent.Kinds.Count > 0)
        {
            package.AddChart(summary.Plan, summary.Chart(totals));
        }

        package.Write(summary.Plan, sheet => summary.Write(sheet, totals), totals: 1);
        package.Write(remedies, sheet => RemedySheet.Write(sheet, totals));
        package.Finish();
    }

    private static List<string> Heading(WorkbookOrder order, WorkbookPeriod period, LogExtent extent)
    {
        var zone = order.Inbox is { } inbox ? DayBoundaries.Zone(inbox.TimeZone) : DayBoundaries.Default;
        List<string> heading =
        [
            WorkbookTexts.Get("Workbook_Heading_Title", order.Inbox?.Name ?? WorkbookTexts.Get("Workbook_Heading_AllInboxes")),
            WorkbookTexts.Get("Workbook_Heading_Period", TimeZoneInfo.ConvertTime(period.From, zone), TimeZoneInfo.ConvertTime(period.To, zone), zone.Id),
        ];
        if (order.Severity is { } severity)
        {
            heading.Add(WorkbookTexts.Get("Workbook_Heading_Severity", WorkbookTexts.Of(severity)));
        }

        if (order.Category is { } category)
        {
            heading.Add(WorkbookTexts.Get("Workbook_Heading_Category", WorkbookTexts.Of(category)));
        }

        if (order.Code is { } code)
        {
            heading.Add(WorkbookTexts.Get("Workbook_Heading_Code", code));
        }

        if (extent.Count == 0)
        {
            heading.Add(WorkbookTexts.Get("Workbook_Heading_Empty"));
        }

        return heading;
    }
}
