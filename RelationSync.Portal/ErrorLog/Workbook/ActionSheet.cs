using RelationSync.Domain.Channels;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>The sheet of a list of actions: its columns, and an action as a row of it. Words come first, codes last.</summary>
internal static class ActionSheet
{
    public static SheetPlan Plan(IReadOnlyList<string> heading) => new(
        WorkbookTexts.Get("Workbook_Actions_Sheet"),
        heading,
        [
            Column("Trigger", 19, CellKind.Time),
            Column("Inbox", 18, CellKind.Wrapped),
            Column("Channel", 14, CellKind.Wrapped),
            Column("Subject", 34, CellKind.Wrapped),
            Column("Customer", 24, CellKind.WrappedId),
            Column("Operator", 24, CellKind.WrappedId),
            Column("State", 11, CellKind.Wrapped),
            Column("Cause", 44, CellKind.Wrapped),
            Column("Synced", 19, CellKind.Time),
            Column("Seconds", 11, CellKind.Count),
            Column("Attempts", 8, CellKind.Count),
            Column("Test", 8, CellKind.Text),
            Column("Event", 21, CellKind.Id),
            Column("Code", 24, CellKind.WrappedId),
            Column("Activity", 20, CellKind.WrappedId),
            Column("Id", 20, CellKind.WrappedId),
        ],
        SheetPrint.Large);

    public static void Write(SheetWriter sheet, ActionView action)
    {
        var zone = DayBoundaries.Zone(action.Inbox.TimeZone);
        var code = action.SyncedAt is null ? action.LastError : null;
        sheet.StartRow();
        sheet.Time(0, TimeZoneInfo.ConvertTime(action.TriggerAt, zone).DateTime);
        sheet.Shared(1, action.Inbox.Name);
        sheet.Shared(2, Channel.Find(action.Channel)?.Label ?? action.Channel);
        sheet.Text(3, action.Subject);
        sheet.Text(4, action.CustomerKey);
        sheet.Shared(5, action.OperatorEmail);
        sheet.Shared(6, WorkbookTexts.Get($"Workbook_Actions_Status_{action.Status}"));
        sheet.Shared(7, code is null ? null : GuidanceTexts.For(code, LogCategory.Other));
        if (action.SyncedAt is { } synced)
        {
            sheet.Time(8, TimeZoneInfo.ConvertTime(synced, zone).DateTime);
        }

        if (action.Latency is { } latency)
        {
            sheet.Number(9, (int)Math.Max(0, latency.TotalSeconds));
        }

        sheet.Number(10, action.Attempts);
        sheet.Shared(11, action.IsTest ? WorkbookTexts.Get("Workbook_Actions_IsTest") : null);
        sheet.Text(12, action.EventId);
        sheet.Shared(13, code);
        sheet.Text(14, action.ActivityId);
        sheet.Text(15, action.Id.ToString("D"));
        sheet.EndRow();
    }

    private static SheetColumn Column(string name, double width, CellKind kind) => new(WorkbookTexts.Get($"Workbook_Actions_Column{name}"), width, kind);
}
