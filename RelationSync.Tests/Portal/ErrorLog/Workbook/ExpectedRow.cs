using RelationSync.Domain.Channels;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Resources;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.ErrorLog.Workbook;

/// <summary>What a row has to say of an entry from an inbox in Tokyo, read in Japanese.</summary>
internal static class ExpectedRow
{
    public const string Instance = "https://acme.my.salesforce.com";

    public static DateTime Time(LogEntry e)
    {
        var local = e.At.ToOffset(TimeSpan.FromHours(9)).DateTime;
        return new DateTime(local.Year, local.Month, local.Day, local.Hour, local.Minute, local.Second, DateTimeKind.Unspecified);
    }

    /// <summary>The cells after the time.</summary>
    public static string[] Texts(LogEntry e, string inboxName) =>
    [
        "Asia/Tokyo (UTC+09:00)",
        inboxName,
        Channel.Find(e.Channel)?.Label ?? e.Channel ?? "",
        WorkbookTexts.Of(e.Severity),
        WorkbookTexts.Of(e.Category),
        e.Code,
        e.Message,
        GuidanceTexts.For(e.Code, e.Category),
        e.Subject ?? "",
        e.CustomerKey ?? "",
        e.Operator ?? "",
        e.ActionId?.ToString() ?? "",
        e.EventId is null ? "" : $"{Instance}/{e.EventId}",
        e.SettledAt is null ? "未対応" : "対応済み",
        e.SettledAt is null ? "未対応" : "対応済み",
        e.ActionId is null ? "連携" : e.Severity is LogSeverity.Error ? "アクション" : "行動の違い",
    ];
}
