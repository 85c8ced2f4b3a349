using RelationSync.Domain.Actions;

namespace RelationSync.Portal.Storage.Search;

/// <summary>
/// What actions are filtered by, as grams beside those of their texts: so that one index answers any combination in the
/// order of arrival.
/// </summary>
internal static class Facets
{
    /// <summary>A longer stretch of days has a gram of its own.</summary>
    public const int Stretch = 16;

    public static int Inbox(long id) => Gram.Of(GramKind.Inbox, id);

    /// <summary>By the channel's code, whatever other channels there are.</summary>
    public static int Channel(string code) => Gram.Of(GramKind.Channel, code);

    public static int Operator(string email) => Gram.Of(GramKind.Operator, SearchText.Normal(email));

    /// <summary>Statuses that are passed through in minutes share one, so that their changes don't touch the index.</summary>
    public static int Standing(ActionStatus status) => Gram.Of(GramKind.Standing, Math.Max((int)status, (int)ActionStatus.Syncing));

    public static int Day(long day) => Gram.Of(GramKind.Day, day);

    /// <summary>The stretch that a day is in.</summary>
    public static int Days(long day) => Gram.Of(GramKind.Days, day / Stretch);

    /// <summary>The grams of which each day from the first to the last has exactly one.</summary>
    public static IEnumerable<int> Range(long first, long last)
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
}
