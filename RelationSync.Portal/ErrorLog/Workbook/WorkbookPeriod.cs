using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>The last year (R-E2): 365 days up to now, both ends included. Times are UTC.</summary>
internal readonly record struct WorkbookPeriod(DateTimeOffset From, DateTimeOffset To)
{
    private const int Days = 365;

    public static WorkbookPeriod Ending(DateTimeOffset now) => new(now.AddDays(-Days), now);

    /// <summary>The first and the last day on that clock.</summary>
    public (DateOnly First, DateOnly Last) DaysIn(TimeZoneInfo zone) => (Day(From, zone), Day(To, zone));

    /// <summary>Every month that the period touches on any of these clocks, by its first day.</summary>
    public IReadOnlyList<DateOnly> MonthsIn(IEnumerable<TimeZoneInfo> zones)
    {
        var period = this;
        var ends = zones.DefaultIfEmpty(DayBoundaries.Default).Select(period.DaysIn).ToList();
        var months = new List<DateOnly>();
        for (var month = MonthOf(ends.Min(e => e.First)); month <= ends.Max(e => e.Last); month = month.AddMonths(1))
        {
            months.Add(month);
        }

        return months;
    }

    public static DateOnly MonthOf(DateOnly day) => new(day.Year, day.Month, 1);

    private static DateOnly Day(DateTimeOffset at, TimeZoneInfo zone) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);
}
