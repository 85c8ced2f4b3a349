using System.Globalization;

namespace RelationSync.Simulator.Soql;

/// <summary>What a date literal such as <c>TODAY</c> or <c>LAST_N_DAYS:7</c> means: from start, before end (UTC).</summary>
internal sealed record DateRange(DateTime Start, DateTime End)
{
    public static bool TryParse(string word, DateTime now, out DateRange? range)
    {
        var today = now.Date;
        var colon = word.IndexOf(':', StringComparison.Ordinal);
        var name = (colon < 0 ? word : word[..colon]).ToUpperInvariant();
        var days = 0;
        if (colon >= 0 && !int.TryParse(word.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out days))
        {
            range = null;
            return false;
        }

        var week = today.AddDays(-(int)today.DayOfWeek);
        var month = today.AddDays(1 - today.Day);
        var year = month.AddMonths(1 - month.Month);
        range = (name, colon >= 0) switch
        {
            ("TODAY", false) => new(today, today.AddDays(1)),
            ("YESTERDAY", false) => new(today.AddDays(-1), today),
            ("TOMORROW", false) => new(today.AddDays(1), today.AddDays(2)),
            ("THIS_WEEK", false) => new(week, week.AddDays(7)),
            ("LAST_WEEK", false) => new(week.AddDays(-7), week),
            ("NEXT_WEEK", false) => new(week.AddDays(7), week.AddDays(14)),
            ("THIS_MONTH", false) => new(month, month.AddMonths(1)),
            ("LAST_MONTH", false) => new(month.AddMonths(-1), month),
            ("NEXT_MONTH", false) => new(month.AddMonths(1), month.AddMonths(2)),
            ("THIS_YEAR", false) => new(year, year.AddYears(1)),
            ("LAST_YEAR", false) => new(year.AddYears(-1), year),
            ("LAST_90_DAYS", false) => new(today.AddDays(-89), today.AddDays(1)),
            ("NEXT_90_DAYS", false) => new(today.AddDays(1), today.AddDays(91)),
            ("LAST_N_DAYS", true) => new(today.AddDays(-days), today.AddDays(1)),
            ("NEXT_N_DAYS", true) => new(today.AddDays(1), today.AddDays(days + 1)),
            _ => null,
        };
        return range is not null;
    }
}
