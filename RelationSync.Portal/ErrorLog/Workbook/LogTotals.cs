using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>Counts the entries as they are written, so that the summary and the entries agree whatever happens to the store meanwhile.</summary>
internal sealed class LogTotals
{
    private readonly Dictionary<(DateOnly Month, LogKind Kind), int> _months = [];
    private readonly SortedDictionary<(LogCategory Category, string Code), CodeCount> _codes = new(new CodeOrder());

    /// <summary>The codes that occurred, in the order of categories.</summary>
    public IEnumerable<KeyValuePair<(LogCategory Category, string Code), CodeCount>> Codes => _codes;

    public int Of(DateOnly month, LogKind kind) => _months.GetValueOrDefault((month, kind));

    public void Add(LogEntry entry, DateTime local)
    {
        var month = (WorkbookPeriod.MonthOf(DateOnly.FromDateTime(local)), new LogKind(entry.Category, entry.Severity));
        _months[month] = _months.GetValueOrDefault(month) + 1;
        var code = (entry.Category, entry.Code);
        var count = _codes.GetValueOrDefault(code);
        _codes[code] = entry.Severity is LogSeverity.Error ? count with { Errors = count.Errors + 1 } : count with { Warnings = count.Warnings + 1 };
    }

    /// <summary>How often a code occurred.</summary>
    internal readonly record struct CodeCount(int Errors, int Warnings);

    private sealed class CodeOrder : IComparer<(LogCategory Category, string Code)>
    {
        public int Compare((LogCategory Category, string Code) x, (LogCategory Category, string Code) y) =>
            x.Category != y.Category ? x.Category.CompareTo(y.Category) : string.CompareOrdinal(x.Code, y.Code);
    }
}
