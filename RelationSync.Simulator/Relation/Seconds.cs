using System.Globalization;

namespace RelationSync.Simulator.Relation;

/// <summary>Re:lation's times: UTC, whole seconds.</summary>
internal static class Seconds
{
    public static DateTimeOffset Of(DateTimeOffset time) => DateTimeOffset.FromUnixTimeSeconds(time.ToUnixTimeSeconds());

    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
