using System.Globalization;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Audit;

/// <summary>Days as addresses have them, like <c>2026-11-25</c>, on the clock that the audit log is shown by.</summary>
internal static class AuditDays
{
    public const string Format = "yyyy-MM-dd";

    /// <summary>Null where it can't be read.</summary>
    public static DateOnly? Read(string? day) =>
        DateOnly.TryParseExact(day, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var read) && read.Year > 1 ? read : null;

    /// <summary>When it begins, in UTC.</summary>
    public static DateTimeOffset Begin(DateOnly day) => DayBoundaries.Midnight(day, DayBoundaries.Default);

    /// <summary>When it is over; null: never.</summary>
    public static DateTimeOffset? End(DateOnly day) => day < DateOnly.MaxValue ? Begin(day.AddDays(1)) : null;
}
