using System.Collections.Concurrent;
using System.Globalization;

namespace RelationSync.Benchmarks.Fuzzing;

/// <summary>What came of the cases of one target. Each case has a source of chance of its own, so that it can be had again alone.</summary>
internal sealed class FuzzCounts(string target, long seed, int? only = null)
{
    /// <summary>More findings than that are only counted.</summary>
    private const int MostTold = 10;

    private readonly ConcurrentQueue<string> _told = new();
    private readonly Lock _gate = new();
    private long _cases;
    private int _found;

    /// <summary>The one case to run again, or null.</summary>
    public int? Only => only;

    public long Cases => Interlocked.Read(ref _cases);

    public int Found => Volatile.Read(ref _found);

    public IReadOnlyCollection<string> Told => _told;

    public TimeSpan Slowest { get; private set; }

    public int SlowestCase { get; private set; }

    /// <summary>Anything else worth a cell: memory at the peak.</summary>
    public string Note { get; set; } = "";

    /// <summary>The chance of one case: the same seed, target and number give the same input on every machine.</summary>
    public Random Chance(int number)
    {
        var hash = 14695981039346656037UL;
        foreach (var c in string.Create(CultureInfo.InvariantCulture, $"{seed}/{target}/{number}"))
        {
            hash = (hash ^ c) * 1099511628211UL;
        }

        return new Random((int)(hash ^ (hash >> 32)) & int.MaxValue);
    }

    /// <summary>A case is over.</summary>
    /// <param name="cases">How many inputs with a fault of their own it held.</param>
    public void Took(int number, TimeSpan elapsed, int cases = 1)
    {
        Interlocked.Add(ref _cases, cases);
        if (elapsed > Slowest)
        {
            lock (_gate)
            {
                if (elapsed > Slowest)
                {
                    (Slowest, SlowestCase) = (elapsed, number);
                }
            }
        }
    }

    public void Find(int number, string what)
    {
        if (Interlocked.Increment(ref _found) <= MostTold)
        {
            var text = what.Length > 1500 ? what[..1500] + " …" : what;
            _told.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{target}:{number} {text}"));
        }
    }
}
