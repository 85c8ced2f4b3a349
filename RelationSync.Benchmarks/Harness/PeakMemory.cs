using System.Diagnostics;

namespace RelationSync.Benchmarks.Harness;

/// <summary>The most memory that this process had at once while it was watched: the system's own peak counts what was before, too.</summary>
internal sealed class PeakMemory : IAsyncDisposable
{
    private readonly CancellationTokenSource _end = new();
    private readonly Task _watching;
    private long _bytes;

    private PeakMemory() => _watching = WatchAsync();

    public long MiB => Interlocked.Read(ref _bytes) / 1024 / 1024;

    public static PeakMemory Watch()
    {
        GC.Collect();
        return new PeakMemory();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _watching;
        _end.Dispose();
    }

    private async Task WatchAsync()
    {
        using var process = Process.GetCurrentProcess();
        while (!_end.IsCancellationRequested)
        {
            process.Refresh();
            Interlocked.Exchange(ref _bytes, Math.Max(_bytes, process.WorkingSet64));
            await Task.Delay(100, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
