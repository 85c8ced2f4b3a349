using System.Diagnostics;

namespace RelationSync.Benchmarks.Fuzzing;

/// <summary>A target inside this process: one check after another on every core, watched for one that never ends.</summary>
internal abstract class PureTarget : IFuzzTarget
{
    private static readonly TimeSpan LongestCase = TimeSpan.FromSeconds(20);

    public abstract string Name { get; }

    public abstract int Share { get; }

    public abstract string Holds { get; }

    /// <summary>Makes an input by chance and checks it: null, or what doesn't hold. What it throws is a finding too.</summary>
    protected abstract string? Check(Random random);

    /// <inheritdoc/>
    public async Task RunAsync(FuzzCounts counts, int cases, CancellationToken cancellationToken)
    {
        if (counts.Only is { } only)
        {
            One(counts, only);
            return;
        }

        var next = -1;
        var workers = Enumerable.Range(0, Environment.ProcessorCount).Select(_ => new Worker()).ToList();
        var work = Task.WhenAll(workers.Select(w => Task.Factory.StartNew(
            () =>
            {
                int number;
                while ((number = Interlocked.Increment(ref next)) < cases && !cancellationToken.IsCancellationRequested)
                {
                    w.Begin(number);
                    One(counts, number);
                    w.End();
                }
            },
            cancellationToken,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default)));
        while (await Task.WhenAny(work, Task.Delay(500, cancellationToken)) != work)
        {
            if (workers.Find(w => w.Busy > LongestCase) is { } stuck)
            {
                counts.Find(stuck.Number, $"has not ended after {LongestCase.TotalSeconds} s");
                return;
            }
        }

        await work;
    }

    private void One(FuzzCounts counts, int number)
    {
        var started = Stopwatch.GetTimestamp();
        try
        {
            if (Check(counts.Chance(number)) is { } what)
            {
                counts.Find(number, what);
            }
        }
        catch (Exception e)
        {
            counts.Find(number, e.ToString());
        }

        counts.Took(number, Stopwatch.GetElapsedTime(started));
    }

    private sealed class Worker
    {
        private long _since;

        public int Number { get; private set; }

        public TimeSpan Busy => Volatile.Read(ref _since) is var since and not 0 ? Stopwatch.GetElapsedTime(since) : TimeSpan.Zero;

        public void Begin(int number)
        {
            Number = number;
            Volatile.Write(ref _since, Stopwatch.GetTimestamp());
        }

        public void End() => Volatile.Write(ref _since, 0);
    }
}
