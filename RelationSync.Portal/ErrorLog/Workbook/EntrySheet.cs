using RelationSync.Domain.Channels;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Resources;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>The sheet of all entries: its columns, and an entry as a row of it.</summary>
internal sealed class EntrySheet(InboxTimeZones places)
{
    private readonly Dictionary<(string Code, LogCategory Category), string> _remedies = [];

    /// <summary>Actions whose newest error has been written: what comes after it is an earlier attempt.</summary>
    private readonly HashSet<Guid> _written = [];
    private readonly Dictionary<LogCategory, string> _categories = Enum.GetValues<LogCategory>().ToDictionary(c => c, c => WorkbookTexts.Of(c));
    private readonly Dictionary<LogSeverity, string> _severities = Enum.GetValues<LogSeverity>().ToDictionary(s => s, WorkbookTexts.Of);
    private readonly Dictionary<EntryState, string> _states = Enum.GetValues<EntryState>().ToDictionary(s => s, s => WorkbookTexts.Get($"Workbook_State_{s}"));
    private readonly Dictionary<EntryOutcome, string> _outcomes = Enum.GetValues<EntryOutcome>().ToDictionary(o => o, EntryOutcomes.Text);
    private readonly Dictionary<LineKind, string> _kinds = Enum.GetValues<LineKind>().ToDictionary(k => k, k => WorkbookTexts.Get($"Workbook_Kind_{k}"));

    /// <summary>The first has the plain name, those after it a number.</summary>
    public static SheetPlan Plan(int number) => new(
        WorkbookTexts.Get("Workbook_Sheet_Entries") + (number == 0 ? "" : WorkbookTexts.Get("Workbook_Sheet_Further", number + 1)),
        [],
        [
            Column("Time", 18, CellKind.Time),
            Column("Zone", 14, CellKind.Wrapped),
            Column("Inbox", 16, CellKind.Wrapped),
            Column("Channel", 13, CellKind.Wrapped),
            Column("Severity", 9, CellKind.Text),
            Column("Category", 14, CellKind.Wrapped),
            Column("Code", 24, CellKind.WrappedId),
            Column("Message", 38, CellKind.Wrapped),
            Column("Remedy", 44, CellKind.Wrapped),
            Column("Subject", 28, CellKind.Wrapped),
            Column("Customer", 24, CellKind.WrappedId),
            Column("Operator", 24, CellKind.WrappedId),
            Column("Action", 20, CellKind.WrappedId),
            Column("Event", 26, CellKind.Link),
            Column("State", 10, CellKind.Text),
            Column("Result", 15, CellKind.Wrapped),
            Column("Kind", 12, CellKind.Wrapped),
        ],
        SheetPrint.Large);

    /// <summary>Writes an entry whose inbox's clock showed <paramref name="local"/>.</summary>
    public void Write(SheetWriter sheet, EventLinks links, LogLine line, InboxTimeZone place, DateTime local)
    {
        var entry = line.Entry;
        var state = ListErrors.StateOf(entry);
        var message = LogMessages.Show(entry.Code, entry.Message, entry.Arguments);
        sheet.StartRow();
        sheet.Time(0, local);
        sheet.Shared(1, place.ZoneName(entry.At));
        sheet.Shared(2, place.Inbox.Name);
        sheet.Shared(3, Channel.Find(entry.Channel)?.Label ?? entry.Channel);
        sheet.Shared(4, _severities[entry.Severity]);
        sheet.Shared(5, _categories[entry.Category]);
        sheet.Shared(6, entry.Code);
        sheet.Text(7, message);
        sheet.Shared(8, Remedy(entry));
        sheet.Text(9, entry.Subject);
        sheet.Text(10, entry.CustomerKey);
        sheet.Shared(11, entry.Operator);
        sheet.Text(12, entry.ActionId?.ToString());
        WriteEvent(sheet, links, line);
        sheet.Shared(14, _states[state]);
        sheet.Shared(15, _outcomes[EntryOutcomes.Of(entry.Severity, state, line.Action)]);
        sheet.Shared(16, _kinds[KindOf(entry)]);
        sheet.EndRow();
    }

    private static SheetColumn Column(string name, double width, CellKind kind) => new(WorkbookTexts.Get($"Workbook_Column_{name}"), width, kind);

    private void WriteEvent(SheetWriter sheet, EventLinks links, LogLine line)
    {
        var id = line.EventId ?? line.Entry.EventId;
        var url = places.EventUrl(line.Entry, id);
        sheet.Text(13, url ?? id);
        if (url is not null)
        {
            links.Add(sheet.CellName(13), url);
        }
    }

    /// <summary>Entries come newest first.</summary>
    private LineKind KindOf(LogEntry entry) => entry switch
    {
        { ActionId: null } => LineKind.Connection,
        { Severity: LogSeverity.Warning } => LineKind.Difference,
        { ActionId: { } action } => _written.Add(action) ? LineKind.Action : LineKind.Attempt,
    };

    private string Remedy(LogEntry entry)
    {
        if (!_remedies.TryGetValue((entry.Code, entry.Category), out var remedy))
        {
            _remedies[(entry.Code, entry.Category)] = remedy = GuidanceTexts.For(entry.Code, entry.Category);
        }

        return remedy;
    }

    /// <summary>What a row tells of.</summary>
    private enum LineKind
    {
        /// <summary>The newest error of an action.</summary>
        Action,

        /// <summary>An earlier error of the same action.</summary>
        Attempt,

        /// <summary>Something in an Event that differs.</summary>
        Difference,

        /// <summary>A whole connection.</summary>
        Connection,
    }
}
