using RelationSync.Domain.Channels;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Resources;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>The sheet of all entries: its columns, and an entry as a row of it.</summary>
internal sealed class EntrySheet(InboxTimeZones places)
{
    private readonly Dictionary<(string Code, LogCategory Category), string> _remedies = [];
    private readonly Dictionary<LogCategory, string> _categories = Enum.GetValues<LogCategory>().ToDictionary(c => c, WorkbookTexts.Of);
    private readonly Dictionary<LogSeverity, string> _severities = Enum.GetValues<LogSeverity>().ToDictionary(s => s, WorkbookTexts.Of);
    private readonly string _settled = WorkbookTexts.Get("Workbook_State_Settled");
    private readonly string _closed = WorkbookTexts.Get("Workbook_State_Closed");
    private readonly string _open = WorkbookTexts.Get("Workbook_State_Open");

    /// <summary>The first has the plain name, those after it a number.</summary>
    public static SheetPlan Plan(int number) => new(
        WorkbookTexts.Get("Workbook_Sheet_Entries") + (number == 0 ? "" : WorkbookTexts.Get("Workbook_Sheet_Further", number + 1)),
        [],
        [
            Column("Time", 19, CellKind.Time),
            Column("Zone", 23, CellKind.Text),
            Column("Inbox", 22, CellKind.Text),
            Column("Channel", 16, CellKind.Text),
            Column("Severity", 9, CellKind.Text),
            Column("Category", 18, CellKind.Text),
            Column("Code", 34, CellKind.Id),
            Column("Message", 60, CellKind.Text),
            Column("Remedy", 60, CellKind.Text),
            Column("Subject", 40, CellKind.Text),
            Column("Customer", 30, CellKind.Id),
            Column("Operator", 28, CellKind.Id),
            Column("Action", 38, CellKind.Id),
            Column("Event", 46, CellKind.Link),
            Column("State", 10, CellKind.Text),
        ]);

    /// <summary>Writes an entry whose inbox's clock showed <paramref name="local"/>.</summary>
    public void Write(SheetWriter sheet, EventLinks links, LogEntry entry, InboxTimeZone place, DateTime local)
    {
        sheet.StartRow();
        sheet.Time(0, local);
        sheet.Shared(1, place.ZoneName(entry.At));
        sheet.Shared(2, place.Inbox.Name);
        sheet.Shared(3, Channel.Find(entry.Channel)?.Label ?? entry.Channel);
        sheet.Shared(4, _severities[entry.Severity]);
        sheet.Shared(5, _categories[entry.Category]);
        sheet.Shared(6, entry.Code);
        sheet.Text(7, LogMessages.Show(entry.Code, entry.Message, entry.Arguments));
        sheet.Shared(8, Remedy(entry));
        sheet.Text(9, entry.Subject);
        sheet.Text(10, entry.CustomerKey);
        sheet.Shared(11, entry.Operator);
        sheet.Text(12, entry.ActionId?.ToString());
        WriteEvent(sheet, links, entry);
        sheet.Shared(14, entry.SettledAt is not null ? _settled : entry.ClosedAt is not null ? _closed : _open);
        sheet.EndRow();
    }

    private static SheetColumn Column(string name, double width, CellKind kind) => new(WorkbookTexts.Get($"Workbook_Column_{name}"), width, kind);

    private void WriteEvent(SheetWriter sheet, EventLinks links, LogEntry entry)
    {
        var url = places.EventUrl(entry);
        sheet.Text(13, url ?? entry.EventId);
        if (url is not null)
        {
            links.Add(sheet.CellName(13), url);
        }
    }

    private string Remedy(LogEntry entry)
    {
        if (!_remedies.TryGetValue((entry.Code, entry.Category), out var remedy))
        {
            _remedies[(entry.Code, entry.Category)] = remedy = GuidanceTexts.For(entry.Code, entry.Category);
        }

        return remedy;
    }
}
