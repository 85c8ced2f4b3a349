using System.Globalization;

namespace RelationSync.Portal.Foundation;

/// <summary>A day by each inbox's own clock: a date, or so many days before the inbox's today.</summary>
public readonly record struct InboxDay
{
    private const string Format = "yyyy-MM-dd";

    private InboxDay(DateOnly? date, int daysAgo) => (Date, DaysAgo) = (date, daysAgo);

    /// <summary>Null: <see cref="DaysAgo"/> says which day, and inboxes in other time zones can have another date.</summary>
    public DateOnly? Date { get; }

    /// <summary>0: today.</summary>
    public int DaysAgo { get; }

    public static InboxDay On(DateOnly date) => new(date, 0);

    public static InboxDay Ago(int days) => new(null, days);

    /// <summary>Reads what <see cref="ToString"/> writes; null where it can't be read.</summary>
    public static InboxDay? Read(string? text) =>
        DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && date.Year is >= 1970 and <= 9000 ? On(date)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days <= 9999 ? Ago(days)
        : null;

    /// <summary>When that day begins and ends in a zone, UTC.</summary>
    public (DateTimeOffset From, DateTimeOffset To) In(TimeZoneInfo zone, DateTimeOffset now)
    {
        var date = DateIn(zone, now);
        return (DayBoundaries.Midnight(date, zone), DayBoundaries.Midnight(date.AddDays(1), zone));
    }

    public DateOnly DateIn(TimeZoneInfo zone, DateTimeOffset now) =>
        Date ?? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime).AddDays(-DaysAgo);

    /// <summary>As URLs have it.</summary>
    public override string ToString() => Date?.ToString(Format, CultureInfo.InvariantCulture) ?? DaysAgo.ToString(CultureInfo.InvariantCulture);
}
