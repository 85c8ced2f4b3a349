namespace RelationSync.Domain.Sync;

/// <summary>
/// A connection's own share of its org's daily API calls. Our calls are counted in quarters of an hour; a quarter counts
/// until all of it is more than a day old, as Salesforce's own limit is one of the last 24 hours.
/// </summary>
public static class CallBudget
{
    public static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    public static readonly TimeSpan Day = TimeSpan.FromHours(24);

    /// <summary>A hold-up ends by itself only once a tenth is free, and so many calls: a few calls would only begin the next.</summary>
    private const int LeastRoom = 5;

    private const int RoomShare = 10;

    /// <summary>How many calls the budget allows in 24 hours, one at least; null: no budget, or the org's limit isn't known yet.</summary>
    public static int? Allowed(int? percent, int? max) => percent is { } p && max is { } m ? (int)Math.Max(1, (long)m * p / 100) : null;

    /// <summary>The beginning of the quarter that a moment lies in.</summary>
    public static DateTimeOffset QuarterOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % Quarter.Ticks), TimeSpan.Zero);

    /// <summary>Whether calls of that quarter still count.</summary>
    public static bool Counts(DateTimeOffset quarter, DateTimeOffset now) => EndOf(quarter) > now;

    public static int Used(IEnumerable<KeyValuePair<DateTimeOffset, int>> quarters, DateTimeOffset now) =>
        quarters.Where(q => Counts(q.Key, now)).Sum(q => q.Value);

    /// <summary>Whether enough has aged out that it is worth going on.</summary>
    public static bool HasRoom(int used, int allowed) => allowed - used >= RoomWanted(allowed);

    /// <summary>When that will be so, if nothing is called until then.</summary>
    public static DateTimeOffset ResumesAt(IEnumerable<KeyValuePair<DateTimeOffset, int>> quarters, int allowed, DateTimeOffset now)
    {
        var counting = quarters.Where(q => Counts(q.Key, now)).OrderBy(q => q.Key).ToList();
        var used = counting.Sum(q => q.Value);
        var at = now;
        foreach (var quarter in counting.TakeWhile(_ => !HasRoom(used, allowed)))
        {
            used -= quarter.Value;
            at = EndOf(quarter.Key);
        }

        return at;
    }

    private static DateTimeOffset EndOf(DateTimeOffset quarter) => quarter + Quarter + Day;

    private static int RoomWanted(int allowed) => Math.Min(allowed, Math.Max(LeastRoom, allowed / RoomShare));
}
