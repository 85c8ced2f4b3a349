namespace RelationSync.Domain.Relation;

/// <summary>What a scan asks for. Times are Re:lation's.</summary>
/// <param name="Until">Null: up to now.</param>
/// <param name="CompleteThrough">What is known completely once the scan is.</param>
public readonly record struct ScanWindow(DateTimeOffset Since, DateTimeOffset? Until, DateTimeOffset CompleteThrough)
{
    /// <summary>A scan that needs more pages is cut.</summary>
    public const int MostPages = 20;

    /// <summary>Read again before what is known completely: the index lags.</summary>
    public static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    public static readonly TimeSpan Shortest = TimeSpan.FromMinutes(15);

    /// <summary>What lies further back is for the deep sweep.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(7);

    private const int Slices = 4;

    /// <summary>The whole window: a window is read again and again and compared, a mark only says what was read completely (R-P3).</summary>
    public static ScanWindow Of(DateTimeOffset now, DateTimeOffset completeThrough)
    {
        var length = now - completeThrough + Overlap;
        length = length < Shortest ? Shortest : length > Longest ? Longest : length;
        return new ScanWindow(now - length, null, now);
    }

    /// <summary>The oldest part of it; null where it is too short to be cut.</summary>
    public ScanWindow? Cut()
    {
        var end = Since + Overlap;
        var part = (CompleteThrough - end) / Slices;
        return part >= Overlap ? new ScanWindow(Since, end + part, end + part) : null;
    }
}
