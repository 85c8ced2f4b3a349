using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>
/// Counts refused requests in memory: no answer waits for the store, and ten thousand refusals of one kind are one row per
/// quarter of an hour. The inboxes and the reasons bound its size, whatever is sent.
/// </summary>
internal sealed class RejectedRequestCounter(TimeProvider time)
{
    private readonly Lock _gate = new();
    private Dictionary<RejectedRequestKey, RejectedRequestRow> _counts = [];

    public void Count(RejectedRequest refusal)
    {
        var row = refusal.ToRow(time.GetUtcNow());
        lock (_gate)
        {
            Add(row);
        }
    }

    /// <summary>What was counted since the last time.</summary>
    public IReadOnlyCollection<RejectedRequestRow> Take()
    {
        lock (_gate)
        {
            var taken = _counts;
            _counts = taken.Count == 0 ? taken : [];
            return taken.Values;
        }
    }

    /// <summary>Counts again what couldn't be stored.</summary>
    public void GiveBack(IReadOnlyCollection<RejectedRequestRow> counts)
    {
        lock (_gate)
        {
            foreach (var count in counts)
            {
                Add(count);
            }
        }
    }

    private void Add(RejectedRequestRow more)
    {
        if (!_counts.TryAdd(RejectedRequestKey.Of(more), more))
        {
            _counts[RejectedRequestKey.Of(more)].Add(more);
        }
    }
}
