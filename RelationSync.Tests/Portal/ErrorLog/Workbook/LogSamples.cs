using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.ErrorLog.Workbook;

/// <summary>Entries of every kind, and such as spreadsheets like to spoil.</summary>
internal static class LogSamples
{
    private static readonly string[] Codes = ["REQUIRED_FIELD_MISSING", "TXN_SECURITY_NO_ACCESS", "DUPLICATES_DETECTED", "HALF_GIVEN_UP", "=EVIL()"];
    private static readonly string[] Channels = ["mail", "call", "line", "r_messe", "fax"];
    private static readonly string[] Customers = ["0312345678", "+81312345678", "mori@aoba-logi.example", "00123", "2026-01-02"];
    private static readonly string?[] Subjects = ["お見積りの有効期限について", "=HYPERLINK(\"http://evil.example\")", " 前後に空白 ", "1/2", null, "👩‍👩‍👧 <b>&amp;\n二行目", "'quoted"];

    public static IEnumerable<LogEntry> Of(Inbox inbox, int count, Connection? connection = null) => Enumerable.Range(0, count).Select(i => new LogEntry
    {
        At = TestStore.Now.AddDays(-364) + (TimeSpan.FromDays(364) * i / count),
        InboxId = inbox.Id,
        ConnectionId = connection?.Id,
        Severity = i % 3 == 0 ? LogSeverity.Warning : LogSeverity.Error,
        Category = (LogCategory)(i % 13),
        Code = Codes[i % Codes.Length],
        Message = $"Required fields are missing: [Region__c] {i}",
        ActionId = i % 4 == 0 ? null : new Guid(i, 7, 7, [1, 2, 3, 4, 5, 6, 7, 8]),
        Channel = Channels[i % Channels.Length],
        Subject = Subjects[i % Subjects.Length],
        CustomerKey = Customers[i % Customers.Length],
        Operator = "sato@minatodo.example",
        EventId = i % 2 == 0 ? $"00U5g{i:D10}EAA" : null,
        SettledAt = i % 5 == 0 ? TestStore.Now : null,
    });
}
