using RelationSync.Benchmarks.Harness;

namespace RelationSync.Benchmarks.Loading;

/// <summary>The portal's memory, once a second.</summary>
internal sealed class ProcessSamples
{
    private readonly List<long> _mebibytes = [];

    /// <summary>The most that was its own at once (<see cref="PortalProcess.OwnMiB"/>).</summary>
    public long PeakOwn { get; private set; }

    /// <summary>Until it is cancelled.</summary>
    public async Task TakeAsync(PortalProcess portal, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        try
        {
            do
            {
                _mebibytes.Add(portal.MiB);
                PeakOwn = Math.Max(PeakOwn, portal.OwnMiB);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException)
        {
            // The end of the measuring.
        }
    }

    /// <summary>Medians of the middle and the last third of the time.</summary>
    public (long Middle, long Last) Thirds
    {
        get
        {
            var third = _mebibytes.Count / 3;
            return (Median(_mebibytes.Skip(third).Take(third)), Median(_mebibytes.Skip(2 * third)));
        }
    }

    /// <summary>The last third has at most a tenth more than the middle one.</summary>
    public bool IsFlat => Thirds is var (middle, last) && last * 10 <= middle * 11;

    private static long Median(IEnumerable<long> values) => values.Order().ToList() is { Count: > 0 } sorted ? sorted[sorted.Count / 2] : 0;
}
