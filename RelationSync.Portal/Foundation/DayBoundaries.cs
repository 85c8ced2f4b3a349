using System.Globalization;

namespace RelationSync.Portal.Foundation;

/// <summary>Time zones: where days begin. Everything stored is UTC.</summary>
public static class DayBoundaries
{
    /// <summary>The clock of figures over all inboxes.</summary>
    public const string DefaultZoneId = "Asia/Tokyo";

    /// <inheritdoc cref="DefaultZoneId"/>
    public static TimeZoneInfo Default { get; } = Zone(DefaultZoneId);

    /// <summary>The zone of an IANA name; one that this machine doesn't know is shown in UTC rather than not at all.</summary>
    public static TimeZoneInfo Zone(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone : TimeZoneInfo.Utc;

    /// <summary>The last midnight there, in UTC. Where a clock change skips midnight, the day begins with the change.</summary>
    public static DateTimeOffset Midnight(DateTimeOffset now, TimeZoneInfo zone) =>
        Midnight(DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime), zone);

    /// <summary>When that day begins there, in UTC.</summary>
    public static DateTimeOffset Midnight(DateOnly day, TimeZoneInfo zone)
    {
        var midnight = day.ToDateTime(TimeOnly.MinValue);
        while (zone.IsInvalidTime(midnight))
        {
            midnight = midnight.AddMinutes(15);
        }

        return new DateTimeOffset(midnight, zone.GetUtcOffset(midnight)).ToUniversalTime();
    }

    /// <summary>A time of the default zone's clock as addresses have it, like <c>2026-11-24T14:30</c>; null where it can't be read.</summary>
    public static DateTimeOffset? At(string? local)
    {
        if (!DateTime.TryParseExact(local, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            || time.Year is < 1970 or > 9000)
        {
            return null;
        }

        return new DateTimeOffset(time, Default.GetUtcOffset(time)).ToUniversalTime();
    }
}
