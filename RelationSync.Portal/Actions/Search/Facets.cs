using System.Text;
using RelationSync.Domain.Actions;

namespace RelationSync.Portal.Actions.Search;

/// <summary>
/// What actions are filtered by, as grams of private-use characters beside those of their texts: so that one index
/// answers any combination in the order of arrival. Two values may share a gram; what it finds is always looked at again.
/// </summary>
internal static class Facets
{
    /// <summary>Stands between facets and isn't part of one.</summary>
    public const char Between = '\u0003';

    /// <summary>A longer stretch of days has a gram of its own.</summary>
    public const int Stretch = 16;

    // Plane 15 of Unicode, whose 65,534 characters nobody's text has a meaning for.
    private const int FirstValue = 0xF0000;
    private const int Values = 65_534;

    private enum Kind
    {
        Inbox,
        Channel,
        Operator,
        Standing,
        Day,
        Days,
    }

    public static string Inbox(long id) => Gram(Kind.Inbox, id);

    public static string Channel(string code) => Gram(Kind.Channel, Domain.Channels.Channel.All.Index().FirstOrDefault(c => c.Item.Code == code).Index);

    public static string Operator(string email) =>
        Gram(Kind.Operator, Encoding.UTF8.GetBytes(SearchText.Normal(email)).Aggregate(2166136261L, (hash, b) => ((hash ^ b) * 16777619) & uint.MaxValue));

    /// <summary>Statuses that are passed through in minutes share one, so that their changes don't touch the index.</summary>
    public static string Standing(ActionStatus status) => Gram(Kind.Standing, Math.Max((int)status, (int)ActionStatus.Syncing));

    public static string Day(long day) => Gram(Kind.Day, day);

    /// <summary>The stretch that a day is in.</summary>
    public static string Days(long day) => Gram(Kind.Days, day / Stretch);

    /// <summary>The grams of which each day from the first to the last has exactly one.</summary>
    public static IEnumerable<string> Range(long first, long last)
    {
        for (var day = first; day <= last;)
        {
            var whole = day % Stretch == 0 && day + Stretch - 1 <= last;
            yield return whole ? Days(day) : Day(day);
            day += whole ? Stretch : 1;
        }
    }

    /// <summary>The day that a moment is in, UTC.</summary>
    public static long DayOf(long utcTicks) => utcTicks / TimeSpan.TicksPerDay;

    private static string Gram(Kind kind, long value) => $"\uE000{(char)(0xE001 + (int)kind)}{new Rune(FirstValue + (int)(value % Values))}";
}
