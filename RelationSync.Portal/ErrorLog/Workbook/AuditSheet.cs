using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>The sheet of the audit log: its columns, and an entry as a row of it.</summary>
/// <param name="words">What stands in the log as a code, in words.</param>
/// <param name="here">What stands for this machine, where no request came from.</param>
internal sealed class AuditSheet(AuditWords words, string here)
{
    /// <summary>The first has the plain name, those after it a number. All say what they hold.</summary>
    public static SheetPlan Plan(int number, IReadOnlyList<string> heading) => new(
        WorkbookTexts.Get("Workbook_Audit_Sheet") + (number == 0 ? "" : WorkbookTexts.Get("Workbook_Sheet_Further", number + 1)),
        heading,
        [
            Column("When", 19, CellKind.Time),
            Column("Who", 30, CellKind.WrappedId),
            Column("Where", 18, CellKind.WrappedId),
            Column("What", 26, CellKind.Wrapped),
            Column("About", 32, CellKind.WrappedId),
            Column("Details", 56, CellKind.Wrapped),
            Column("Code", 24, CellKind.WrappedId),
        ]);

    public void Write(SheetWriter sheet, AuditLine line)
    {
        sheet.StartRow();
        sheet.Time(0, TimeZoneInfo.ConvertTime(line.At, DayBoundaries.Default).DateTime);
        sheet.Shared(1, words.Actor(line.Actor));
        sheet.Shared(2, line.Address ?? here);
        sheet.Shared(3, words.Act(line.Act));
        sheet.Text(4, words.About(line.Act, line.About));
        sheet.Text(5, string.Join('\n', line.Details.Select(d => WorkbookTexts.Get("Workbook_Audit_Detail", words.Detail(d.Key), words.Value(d.Key, d.Value)))));
        sheet.Shared(6, line.Act.ToString());
        sheet.EndRow();
    }

    private static SheetColumn Column(string name, double width, CellKind kind) => new(WorkbookTexts.Get($"Workbook_Audit_Column{name}"), width, kind);
}
