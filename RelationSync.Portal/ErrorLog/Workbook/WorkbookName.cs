using System.Text;
using Microsoft.Net.Http.Headers;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Resources;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>A file name that says inbox and range, as people read it and in plain letters for old clients.</summary>
/// <param name="Full">E.g. <c>エラーログ_サポート_2025-11-24_2026-11-24.xlsx</c>.</param>
/// <param name="Plain">E.g. <c>errors_support_2025-11-24_2026-11-24.xlsx</c>.</param>
internal sealed record WorkbookName(string Full, string Plain)
{
    private const int MaxInbox = 80;

    public static WorkbookName Of(InboxName? inbox, DateOnly first, DateOnly last)
    {
        var name = inbox is null ? WorkbookTexts.Get("Workbook_File_AllInboxes") : Harmless(inbox.Name);
        return new WorkbookName(
            WorkbookTexts.Get("Workbook_File_Name", name.Length == 0 ? inbox!.Key : name, first, last),
            FormattableString.Invariant($"errors_{inbox?.Key ?? "all"}_{first:yyyy-MM-dd}_{last:yyyy-MM-dd}.xlsx"));
    }

    /// <summary>That of the audit log.</summary>
    public static WorkbookName OfAudit(DateOnly first, DateOnly last) => new(
        WorkbookTexts.Get("Workbook_Audit_File", first, last), FormattableString.Invariant($"audit_{first:yyyy-MM-dd}_{last:yyyy-MM-dd}.xlsx"));

    /// <summary>That of a list of actions, of this moment.</summary>
    public static WorkbookName OfActions(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, DayBoundaries.Default);
        return new(WorkbookTexts.Get("Workbook_Actions_File", local), FormattableString.Invariant($"actions_{local:yyyy-MM-dd_HHmm}.xlsx"));
    }

    /// <summary>Names it in an answer's head, both ways (RFC 6266, RFC 5987).</summary>
    public string ContentDisposition() => new ContentDispositionHeaderValue("attachment") { FileName = Plain, FileNameStar = Full }.ToString();

    /// <summary>Without what Windows, macOS or Linux don't take in file names.</summary>
    private static string Harmless(string name)
    {
        var result = new StringBuilder();
        foreach (var rune in name.EnumerateRunes().Take(MaxInbox))
        {
            if (rune.Value is '"' or '*' or '/' or ':' or '<' or '>' or '?' or '\\' or '|' || Rune.IsControl(rune)
                || Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Format || rune == Rune.ReplacementChar)
            {
                result.Append('-');
            }
            else
            {
                result.Append(rune);
            }
        }

        return result.ToString().Trim(' ', '.');
    }
}
