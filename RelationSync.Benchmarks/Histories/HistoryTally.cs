using System.Numerics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace RelationSync.Benchmarks.Histories;

/// <summary>What histories came to, over one run or several: kept in a file, the next run goes on where the last ended.</summary>
internal sealed class HistoryTally
{
    private readonly Lock _gate = new();
    private readonly HashSet<ulong> _states = [];
    private readonly HashSet<int> _faultSets = [];
    private readonly SortedSet<long> _wrong = [];

    /// <summary>The seed that comes next.</summary>
    public long Next { get; set; } = 1;

    public long Histories { get; private set; }

    public long Events { get; private set; }

    public long Steps { get; private set; }

    /// <summary>Histories without any fault.</summary>
    public long Calm { get; private set; }

    /// <summary>Seeds of those that broke a rule.</summary>
    public IReadOnlyCollection<long> Wrong => _wrong;

    /// <summary>Distinct abstract states: how actions, leases, org, store and calls under way stood after a commit.</summary>
    public int States => _states.Count;

    /// <summary>Distinct sets of kinds of faults that met in one history.</summary>
    public int FaultSets => _faultSets.Count;

    /// <summary>Pairs of kinds of faults that met in one history, of how many there are.</summary>
    public (int Reached, int Of) Pairs
    {
        get
        {
            var kinds = Enum.GetValues<HistoryFaultKind>().Length;
            var pairs = Enumerable.Range(0, kinds).SelectMany(a => Enumerable.Range(0, a).Select(b => 1 << a | 1 << b)).ToList();
            return (pairs.Count(pair => _faultSets.Any(set => (set & pair) == pair)), pairs.Count);
        }
    }

    public static HistoryTally Read(string? file)
    {
        HistoryTally tally = new();
        if (file is null || !File.Exists(file))
        {
            return tally;
        }

        var kept = JsonSerializer.Deserialize<Kept>(File.ReadAllBytes(file)) ?? throw new InvalidDataException($"{file} holds no state of histories.");
        (tally.Next, tally.Histories, tally.Events, tally.Steps, tally.Calm) = (kept.Next, kept.Histories, kept.Events, kept.Steps, kept.Calm);
        tally._states.UnionWith(MemoryMarshal.Cast<byte, ulong>(Convert.FromBase64String(kept.States)).ToArray());
        tally._faultSets.UnionWith(kept.FaultSets);
        tally._wrong.UnionWith(kept.Wrong);
        return tally;
    }

    public void Write(string file)
    {
        Kept kept = new(Next, Histories, Events, Steps, Calm, [.. _wrong], [.. _faultSets],
            Convert.ToBase64String(MemoryMarshal.AsBytes<ulong>(_states.ToArray())));
        var beside = file + ".new";
        File.WriteAllBytes(beside, JsonSerializer.SerializeToUtf8Bytes(kept));
        File.Move(beside, file, overwrite: true);
    }

    public void Add(HistoryResult result)
    {
        lock (_gate)
        {
            Histories++;
            Events += result.Events;
            Steps += result.Steps;
            _states.UnionWith(result.States);
            _faultSets.Add(result.Reached.Aggregate(0, (set, kind) => set | (1 << (int)kind)));
            Calm += result.Reached.Count == 0 ? 1 : 0;
            if (result.Problems.Count > 0)
            {
                _wrong.Add(result.Plan.Seed);
            }
        }
    }

    /// <summary>How many sets hold so many kinds.</summary>
    public int FaultSetsOf(int kinds) => _faultSets.Count(set => BitOperations.PopCount((uint)set) == kinds);

    private sealed record Kept(long Next, long Histories, long Events, long Steps, long Calm, long[] Wrong, int[] FaultSets, string States);
}
