namespace RelationSync.Domain.Sync;

/// <summary>How many calls a connection has left, and at what rate it uses them.</summary>
/// <param name="Left">Of its own budget, or of the org's limit where that is nearer; null: neither is known.</param>
/// <param name="LastHour">Its calls of the last hour.</param>
/// <param name="Zone">Where its day ends at midnight.</param>
public sealed record CallRoom(int? Left, int LastHour, TimeZoneInfo Zone)
{
    /// <summary>The quarters whose calls are those of the last hour; the one that is under way is one more.</summary>
    public static readonly TimeSpan LastHourOfQuarters = TimeSpan.FromHours(1) + CallBudget.Quarter;

    /// <param name="used">The connection's own calls of the last 24 hours.</param>
    /// <param name="allowed">Its own budget; null: none.</param>
    /// <param name="orgUsed">What the org has used of its limit, by whomever.</param>
    /// <param name="orgMax">The org's limit; null: not known yet.</param>
    public static int? LeftOf(int used, int? allowed, int? orgUsed, int? orgMax)
    {
        var (own, org) = (allowed - used, orgMax - orgUsed);
        return own is null ? org : org is null ? own : Math.Min(own.Value, org.Value);
    }

    public TimeSpan UntilMidnight(DateTimeOffset now)
    {
        var local = TimeZoneInfo.ConvertTime(now, Zone).DateTime;
        return local.Date.AddDays(1) - local;
    }
}
