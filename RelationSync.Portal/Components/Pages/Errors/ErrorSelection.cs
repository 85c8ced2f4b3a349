using RelationSync.Portal.ErrorLog;

namespace RelationSync.Portal.Components.Pages.Errors;

/// <summary>What a person ticked: whole kinds but for some entries, or single entries. It needs no entry to be loaded.</summary>
public sealed class ErrorSelection
{
    private readonly Dictionary<ErrorGroupKey, Ticks> _ticks = [];

    /// <summary>All of the kind, none of it, or (null) some.</summary>
    public bool? State(ErrorGroupKey key) => !_ticks.TryGetValue(key, out var ticks) ? false
        : ticks is { All: true, Entries.Count: 0 } ? true
        : ticks.All || ticks.Entries.Count > 0 ? null : false;

    public bool Has(ErrorGroupKey key, long seq) => _ticks.TryGetValue(key, out var ticks) && ticks.Entries.ContainsKey(seq) != ticks.All;

    /// <summary>Ticks the whole kind, or takes all of it away.</summary>
    public void Toggle(ErrorGroupKey key)
    {
        if (State(key) is true)
        {
            _ticks.Remove(key);
        }
        else
        {
            _ticks[key] = new Ticks(true);
        }
    }

    public void Toggle(ErrorGroupKey key, ErrorEntry entry)
    {
        if (!_ticks.TryGetValue(key, out var ticks))
        {
            _ticks[key] = ticks = new Ticks(false);
        }

        if (!ticks.Entries.Remove(entry.Seq))
        {
            ticks.Entries[entry.Seq] = entry.FailedAction;
        }
    }

    /// <summary>Ticks every kind that has something to try again.</summary>
    public void SelectFailed(IEnumerable<ErrorGroup> groups)
    {
        _ticks.Clear();
        foreach (var group in groups.Where(g => g.Retryable > 0))
        {
            _ticks[group.Key] = new Ticks(true);
        }
    }

    public void Clear() => _ticks.Clear();

    /// <summary>Entries ticked.</summary>
    public int Count(IEnumerable<ErrorGroup> groups) => groups.Sum(g => !_ticks.TryGetValue(g.Key, out var ticks) ? 0
        : ticks.All ? Math.Max(0, g.Affected - ticks.Entries.Count)
        : ticks.Entries.Count);

    /// <summary>Actions behind them that may be tried again; each once within a kind.</summary>
    public int Failed(IEnumerable<ErrorGroup> groups) => groups.Sum(g => g.AwaitsAnswer || !_ticks.TryGetValue(g.Key, out var ticks) ? 0
        : ticks.All ? Math.Max(0, g.Failed - ticks.FailedActions)
        : ticks.FailedActions);

    public IReadOnlyList<GroupChoice> Choices(IEnumerable<ErrorGroup> groups) =>
        [.. groups.Where(g => _ticks.ContainsKey(g.Key)).Select(g => new GroupChoice(g.Key, _ticks[g.Key].All, _ticks[g.Key].Entries.Keys))];

    /// <param name="All">The whole kind but for the entries; else the entries alone.</param>
    private sealed record Ticks(bool All)
    {
        /// <summary>Each with its action, where that may be tried again.</summary>
        public Dictionary<long, Guid?> Entries { get; } = [];

        public int FailedActions => Entries.Values.OfType<Guid>().Distinct().Count();
    }
}
