using Microsoft.Extensions.Localization;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>
/// The audit log as a workbook, what the page's filters leave of the last year, in the language of the current culture.
/// Its clock is the page's: Japanese time, which the sheet names. Written as the error log's is.
/// </summary>
internal sealed class AuditWorkbook(AuditReader audit, ExportQueue turns, WorkbookLimits limits, IStringLocalizer<AuditTexts> texts, TimeProvider time)
{
    private readonly AuditWords _words = new(texts);

    /// <summary>Waits for its turn and makes it. Whoever asked disposes the answer, and the file with it.</summary>
    public Task<WorkbookFile> MakeAsync(AuditQuery query, WorkbookProgress progress, CancellationToken cancellationToken) => turns.MakeAsync(
        () =>
        {
            var year = WorkbookPeriod.Ending(time.GetUtcNow());
            var asked = query with { From = query.From > year.From ? query.From : year.From, Before = null, After = null };
            var period = Shown(asked, year);
            var (first, last) = period.DaysIn(DayBoundaries.Default);
            return new WorkbookTask(WorkbookName.OfAudit(first, last), file => WriteAsync(file, asked, period, progress, cancellationToken));
        },
        progress,
        cancellationToken);

    /// <summary>The part of the year that was asked for, as it is told: it ends with its last moment, and not after now.</summary>
    private static WorkbookPeriod Shown(AuditQuery asked, WorkbookPeriod year)
    {
        var to = asked.To < year.To ? asked.To.Value.AddTicks(-1) : year.To;
        return new WorkbookPeriod(asked.From!.Value < to ? asked.From.Value : to, to);
    }

    private async Task WriteAsync(Stream output, AuditQuery asked, WorkbookPeriod period, WorkbookProgress progress, CancellationToken cancellationToken)
    {
        var (count, newest) = await audit.MeasureAsync(asked, cancellationToken);
        progress.Report(WorkbookStage.Making, 0, count);
        var heading = Heading(asked, period, count);
        var rows = limits.RowsPerSheet - heading.Count - 1;
        var plans = Enumerable.Range(0, Math.Max(1, (count + rows - 1) / rows)).Select(n => AuditSheet.Plan(n, heading)).ToList();
        using var package = new WorkbookPackage(WorkbookSkeleton.Create(plans, heading[0], period.To), plans, output);
        var lines = new AuditSheet(_words, texts["Audit_Where_Here"]);
        await new SheetSeries(package, plans, rows, linksPerSheet: 0).WriteAsync(
            audit.ReadAsync(asked, newest, cancellationToken),
            (sheet, _, entry) => lines.Write(sheet, AuditLine.Of(entry)),
            done => progress.Report(WorkbookStage.Making, done, count));
        package.Finish();
    }

    private List<string> Heading(AuditQuery query, WorkbookPeriod period, int count)
    {
        List<string> heading = [WorkbookTexts.Get("Workbook_Audit_Title"), WorkbookTexts.Get("Workbook_Audit_Period", Local(period.From), Local(period.To), DayBoundaries.DefaultZoneId)];
        Add(query.Actor is { } actor ? WorkbookTexts.Get("Workbook_Audit_OnlyWho", _words.Actor(actor)) : null);
        Add(query.Act is { } act ? WorkbookTexts.Get("Workbook_Audit_OnlyAct", _words.Act(act)) : null);
        Add(query.Search is { } search ? WorkbookTexts.Get("Workbook_Audit_OnlySearch", search) : null);
        Add(count == 0 ? WorkbookTexts.Get("Workbook_Heading_Empty") : null);
        return heading;

        void Add(string? line)
        {
            if (line is not null)
            {
                heading.Add(line);
            }
        }
    }

    private static DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, DayBoundaries.Default);
}
