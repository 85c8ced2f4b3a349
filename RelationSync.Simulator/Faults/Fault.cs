namespace RelationSync.Simulator.Faults;

/// <summary>An armed fault and how often it has struck.</summary>
internal sealed class Fault(FaultKind kind, string kindName, FaultRequest request)
{
    private int _hits;

    public FaultKind Kind => kind;

    public string KindName => kindName;

    public FaultRequest Request => request;

    public FaultMatch Match => request.Match ?? new FaultMatch();

    public int? Times => request.Times;

    public int Hits => Volatile.Read(ref _hits);

    public bool IsUsedUp => request.Times is { } times && Hits >= times;

    /// <summary>Takes one of its times, if any is left.</summary>
    public bool TryHit()
    {
        while (true)
        {
            var hits = Volatile.Read(ref _hits);
            if (request.Times is { } times && hits >= times)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref _hits, hits + 1, hits) == hits)
            {
                return true;
            }
        }
    }
}
