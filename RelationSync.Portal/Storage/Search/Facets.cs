using RelationSync.Domain.Actions;

namespace RelationSync.Portal.Storage.Search;

/// <summary>
/// What actions are filtered by, as grams beside those of their texts: so that one index answers any combination in the
/// order of arrival.
/// </summary>
internal static class Facets
{
    /// <summary>So many days have a gram of their own together.</summary>
    public const int GroupedDays = 16;

    public static int Inbox(long id) => Gram.Of(GramKind.Inbox, id);

    /// <summary>By the channel's code, whatever other channels there are.</summary>
    public static int Channel(string code) => Gram.Of(GramKind.Channel, code);

    public static int Operator(string email) => Gram.Of(GramKind.Operator, SearchText.Normal(email));

    /// <summary>Statuses that are passed through in minutes share one, so that their changes don't touch the index.</summary>
    public static int Standing(ActionStatus status) => Gram.Of(GramKind.Standing, Math.Max((int)status, (int)ActionStatus.Syncing));

    public static int Day(long day) => Gram.Of(GramKind.Day, day);

    /// <summary>The group of days that a day is in.</summary>
    public static int Days(long day) => Gram.Of(GramKind.Days, day / GroupedDays);

    /// <summary>The grams of which each day from the first to the last has exactly one.</summary>
    public static IEnumerable<int> Range(long first, long last)
    {
        for (var day = first; day <= last;)
        {
            var whole = day % GroupedDays == 0 && day + GroupedDays - 1 <= last;
            yield return whole ? Days(day) : Day(day);
            day += whole ? GroupedDays : 1;
        }
    }

    /// <summary>The day that a moment is in, UTC.</summary>
    public static long DayOf(long utcTicks) => utcTicks / TimeSpan.TicksPerDay;
}
