using RelationSync.Portal.Storage.Search;

namespace RelationSync.Portal.Actions;

/// <summary>How much of a list one answer looks through.</summary>
/// <param name="FirstWindow">Actions of the first window; the next ones are as wide as the last was quick.</param>
/// <param name="Window">What a window is to take.</param>
/// <param name="Budget">What all of them may take, before the answer says how far it came.</param>
internal sealed record ScanLimits(int FirstWindow, TimeSpan Window, TimeSpan Budget)
{
    /// <summary>For somebody who looks at it.</summary>
    public static readonly ScanLimits Page = new(32_768, TimeSpan.FromMilliseconds(12), TimeSpan.FromMilliseconds(50));

    /// <summary>For a program, which waits rather than ask again.</summary>
    public static readonly ScanLimits Program = Page with { Budget = TimeSpan.FromSeconds(2) };
}

/// <summary>
/// The pace of one scan: so wide may the next window be, and whether it is enough. A window costs what it takes to open
/// it and what it is wide; the last two tell the one from the other.
/// </summary>
internal sealed class ScanPace(ScanLimits limits, TimeProvider time, ActionIndex index)
{
    private const double MostGrowth = 8;

    private readonly long _started = time.GetTimestamp();
    private long _windowStarted = time.GetTimestamp();
    private (long Width, double Took)? _last;

    public long Width { get; private set; } = Math.Max(1, limits.FirstWindow / index.FirstWindowDivisor);

    public bool IsOver => time.GetElapsedTime(_started) >= limits.Budget;

    /// <summary>A window of that width was looked through.</summary>
    public void Next(long width)
    {
        var took = time.GetElapsedTime(_windowStarted).TotalMilliseconds;
        _windowStarted = time.GetTimestamp();
        var growth = took <= limits.Window.TotalMilliseconds ? MostGrowth : 2;
        if (_last is { } last && width > last.Width)
        {
            var each = Math.Max(0, (took - last.Took) / (width - last.Width));
            var opening = Math.Max(0, took - (each * width));
            var left = (limits.Budget - time.GetElapsedTime(_started)).TotalMilliseconds / 2;
            growth = each == 0 ? MostGrowth : Math.Clamp((left - opening) / each / width, 0.25, MostGrowth);
        }

        _last = (width, took);
        Width = Math.Clamp((long)(width * growth), 1024, index.LargestWindow);
    }
}
