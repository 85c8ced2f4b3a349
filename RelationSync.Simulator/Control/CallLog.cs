namespace RelationSync.Simulator.Control;

/// <summary>Every request of an org, and how many API calls they cost: in all since the last reset, and in the last 24 hours.</summary>
internal sealed class CallLog(TimeProvider clock)
{
    private const int MostEntries = 20_000;
    private readonly Lock _gate = new();
    private readonly Queue<CallEntry> _entries = new();
    private readonly SortedDictionary<string, int> _byEndpoint = new(StringComparer.Ordinal);
    private readonly Queue<(long Minute, int Calls)> _window = new();
    private int _counted;
    private int _inWindow;
    private bool _limitReached;

    public CallEntry Begin(string method, string path)
    {
        var entry = new CallEntry(clock.GetUtcNow(), method, path);
        lock (_gate)
        {
            _entries.Enqueue(entry);
            if (_entries.Count > MostEntries)
            {
                _entries.Dequeue();
            }
        }

        return entry;
    }

    /// <summary>Counts an entry's calls, unless the daily limit stands in the way.</summary>
    public bool TryCount(CallEntry entry, string endpoint, int calls, int dailyLimit)
    {
        lock (_gate)
        {
            Forget();
            if (_limitReached || _inWindow >= dailyLimit)
            {
                return false;
            }

            entry.Counted = calls;
            _counted += calls;
            _inWindow += calls;
            _window.Enqueue((Minute(), calls));
            _byEndpoint[endpoint] = _byEndpoint.GetValueOrDefault(endpoint) + calls;
            return true;
        }
    }

    public (int Used, int Most) Usage(int dailyLimit)
    {
        lock (_gate)
        {
            Forget();
            return (_limitReached ? dailyLimit : _inWindow, dailyLimit);
        }
    }

    /// <summary>The fault <c>limit</c>: as if others had used the calls up.</summary>
    public void SetLimitReached(bool reached)
    {
        lock (_gate)
        {
            _limitReached = reached;
        }
    }

    public CallReport Report()
    {
        lock (_gate)
        {
            return new CallReport(_counted, new(_byEndpoint), [.. _entries]);
        }
    }

    /// <summary>Starts the report anew; what counts towards the daily limit stays.</summary>
    public void Reset()
    {
        lock (_gate)
        {
            _entries.Clear();
            _byEndpoint.Clear();
            _counted = 0;
        }
    }

    private long Minute() => clock.GetUtcNow().ToUnixTimeSeconds() / 60;

    private void Forget()
    {
        var oldest = Minute() - (24 * 60);
        while (_window.TryPeek(out var first) && first.Minute <= oldest)
        {
            _inWindow -= _window.Dequeue().Calls;
        }
    }
}
