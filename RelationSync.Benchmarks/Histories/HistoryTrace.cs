using System.Globalization;

namespace RelationSync.Benchmarks.Histories;

/// <summary>What happened in a history, as a hash that tells two of them apart, and as lines where somebody reads them.</summary>
internal sealed class HistoryTrace(HistoryClock clock, Action<string>? print)
{
    /// <summary>Offset basis of FNV-1a.</summary>
    public const ulong Basis = 14695981039346656037;

    private const ulong Prime = 1099511628211;

    public ulong Hash { get; private set; } = Basis;

    /// <summary>Hashes of the abstract states that were reached.</summary>
    public HashSet<ulong> States { get; } = [];

    public void Step(int process, long ticks) => Mix((ulong)process, (ulong)ticks);

    /// <summary>An event of the history by its name; <paramref name="detail"/> is only for the reader.</summary>
    public void Note(string name, int number, Func<string>? detail = null)
    {
        Mix(HashOf(name), (ulong)number);
        print?.Invoke(string.Create(CultureInfo.InvariantCulture,
            $"{clock.Elapsed.TotalSeconds,9:0.000} s  {name} {number}{(detail is null ? "" : $": {detail()}")}"));
    }

    public void State(ulong state)
    {
        Mix(state, 1);
        States.Add(state);
    }

    public static ulong Mixed(ulong hash, ulong value) => (hash ^ value) * Prime;

    private static ulong HashOf(string name)
    {
        var hash = Prime;
        foreach (var character in name)
        {
            hash = Mixed(hash, character);
        }

        return hash;
    }

    private void Mix(ulong one, ulong other) => Hash = Mixed(Mixed(Hash, one), other);
}
