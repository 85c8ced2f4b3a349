namespace RelationSync.Benchmarks.Histories;

/// <summary>Hands in operations until they are taken, as the contract asks of who calls.</summary>
internal sealed class HistorySender(HistoryWorld world, HistoryNodes nodes)
{
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, TimeSpan> _taken = new(StringComparer.Ordinal);
    private int _promised;

    /// <summary>When each was first known to be taken.</summary>
    public IReadOnlyDictionary<string, TimeSpan> Taken => _taken;

    public bool IsDone => _taken.Count == _promised;

    public void Plan(HistoryActivity activity)
    {
        foreach (var operation in activity.Operations)
        {
            _promised++;
            world.Clock.After(operation.At - world.Clock.Elapsed, () => HandIn(activity.Inbox, operation));
            if (operation.Twice)
            {
                world.Clock.After(operation.At + (Again * 0.4) - world.Clock.Elapsed, () => HandIn(activity.Inbox, operation));
            }
        }
    }

    private void HandIn(int inbox, HistoryOperation operation)
    {
        if (nodes.Serving is { Count: > 0 } serving)
        {
            serving[world.Random.Next(serving.Count)].Take(inbox, operation.Json, () => Accepted(operation));
        }

        world.Clock.After(Again, () =>
        {
            if (!_taken.ContainsKey(operation.Id))
            {
                HandIn(inbox, operation);
            }
        });
    }

    private void Accepted(HistoryOperation operation)
    {
        if (_taken.TryAdd(operation.Id, world.Clock.Elapsed))
        {
            world.Trace.Note("taken", 0, () => operation.Id);
        }
    }
}
