namespace RelationSync.Simulator.Relation.Api;

/// <summary>Every request of a tenant, oldest first. Used under the tenant's gate.</summary>
internal sealed class RelationCalls
{
    private const int MostEntries = 20_000;
    private readonly Queue<RelationCall> _entries = new();

    public IReadOnlyCollection<RelationCall> All => _entries;

    /// <summary>Requests within the limit since the last reset.</summary>
    public int Counted { get; private set; }

    public int OverLimit { get; private set; }

    /// <summary>Requests that would have changed something.</summary>
    public int ForbiddenWrites { get; private set; }

    public int OtherReads { get; private set; }

    public void Add(RelationCall call)
    {
        _entries.Enqueue(call);
        if (_entries.Count > MostEntries)
        {
            _entries.Dequeue();
        }
    }

    public void Count(RelationCall call)
    {
        Counted += call.IsCounted ? 1 : 0;
        OverLimit += call.IsOverLimit ? 1 : 0;
        ForbiddenWrites += call.IsWrite ? 1 : 0;
        OtherReads += call.IsOtherRead ? 1 : 0;
    }

    /// <summary>Starts the record anew; the minute's limit stays as it is.</summary>
    public void Reset()
    {
        _entries.Clear();
        (Counted, OverLimit, ForbiddenWrites, OtherReads) = (0, 0, 0, 0);
    }
}
