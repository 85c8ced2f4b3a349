using Microsoft.Extensions.Localization;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.Components.Controls;

/// <summary>Durations in words: two units at most, like 1分18秒 or 1m 18s.</summary>
public static class Durations
{
    public static string Of(this IStringLocalizer<SharedTexts> texts, TimeSpan duration)
    {
        var d = duration < TimeSpan.Zero ? TimeSpan.Zero : duration;
        return d switch
        {
            { TotalSeconds: < 60 } => texts["Shared_Duration_Seconds", (int)d.TotalSeconds],
            { TotalMinutes: < 60 } => texts["Shared_Duration_Minutes", (int)d.TotalMinutes, d.Seconds],
            { TotalHours: < 24 } => texts["Shared_Duration_Hours", (int)d.TotalHours, d.Minutes],
            _ => texts["Shared_Duration_Days", (int)d.TotalDays, d.Hours],
        };
    }

    /// <summary>A promise: whole minutes are said without their seconds, whole days without their hours.</summary>
    public static string OfTarget(this IStringLocalizer<SharedTexts> texts, TimeSpan target) => target switch
    {
        { TotalDays: >= 1, Hours: 0, Minutes: 0 } => texts["Shared_Duration_WholeDays", target.Days],
        { TotalMinutes: >= 1, TotalHours: < 1, Seconds: 0 } => texts["Shared_Duration_WholeMinutes", (int)target.TotalMinutes],
        _ => texts.Of(target),
    };

    /// <summary>A dash where there is none.</summary>
    public static string Of(this IStringLocalizer<SharedTexts> texts, TimeSpan? duration) =>
        duration is { } d ? texts.Of(d) : texts["Shared_None_Text"];
}
