using System.Globalization;
using Microsoft.Extensions.Localization;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.Components.Controls;

/// <summary>Moments in the viewer's language and a named zone.</summary>
public static class Times
{
    /// <summary>The clock alone for today, else with the day.</summary>
    public static string Clock(this IStringLocalizer<SharedTexts> texts, DateTimeOffset at, DateTimeOffset now, TimeZoneInfo zone)
    {
        var (local, today) = (TimeZoneInfo.ConvertTime(at, zone), TimeZoneInfo.ConvertTime(now, zone));
        var format = local.Date == today.Date ? "Shared_Format_Clock"
            : local.Year == today.Year ? "Shared_Format_Day"
            : "Shared_Format_Date";
        return local.ToString(texts[format], CultureInfo.CurrentCulture);
    }

    /// <summary>Day and clock to the second.</summary>
    public static string Full(this IStringLocalizer<SharedTexts> texts, DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone).ToString(texts["Shared_Format_Full"], CultureInfo.CurrentCulture);

    /// <summary>What the zone is called: by name where we have one, else by its IANA name.</summary>
    public static string ZoneName(this IStringLocalizer<SharedTexts> texts, string zoneId) =>
        zoneId == DayBoundaries.DefaultZoneId ? texts["Shared_Zone_Tokyo"] : zoneId;
}
