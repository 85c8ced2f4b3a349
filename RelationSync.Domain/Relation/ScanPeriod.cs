namespace RelationSync.Domain.Relation;

/// <summary>How often boxes are scanned: as often as five minutes need and the budget allows.</summary>
public static class ScanPeriod
{
    public static readonly TimeSpan Shortest = TimeSpan.FromSeconds(60);
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(120);

    private const double ComfortableShare = 0.7;

    /// <param name="pages">Pages that scans of all boxes take together, at least one a box.</param>
    /// <param name="readsPerMinute">Tickets that change, with their chats.</param>
    /// <param name="available">Requests a minute.</param>
    /// <param name="isIdle">Nothing changed in the box of late.</param>
    public static TimeSpan Of(int pages, double readsPerMinute, int available, bool isIdle)
    {
        var comfortable = available * ComfortableShare;
        if (pages + readsPerMinute <= comfortable)
        {
            return Shortest;
        }

        var left = comfortable - readsPerMinute;
        var needed = isIdle || left <= 0 ? Longest : TimeSpan.FromMinutes(pages / left);
        return needed < Shortest ? Shortest : needed > Longest ? Longest : needed;
    }

    /// <summary>Requests a minute that this takes; more than are available is over the budget.</summary>
    public static double Load(int pages, double readsPerMinute, TimeSpan period) => (pages / period.TotalMinutes) + readsPerMinute;
}
