using RelationSync.Domain.Sync;

namespace RelationSync.Portal.Connections;

/// <summary>What one connection has called and may call, in this process's memory.</summary>
internal sealed class CallAccount
{
    private readonly Lock _gate = new();
    private readonly Dictionary<DateTimeOffset, int> _quarters = [];
    private Dictionary<DateTimeOffset, int> _unsaved = [];
    private int? _max;
    private int _underWay;

    /// <summary>The budget as set.</summary>
    public int? Percent { private get; set; }

    public void Open(int? percent, int? max, Dictionary<DateTimeOffset, int> stored)
    {
        lock (_gate)
        {
            Percent = percent;
            _max = max ?? _max;
            _quarters.Clear();
            Add(_quarters, stored);
            Add(_quarters, _unsaved);
        }
    }

    public bool TryReserve(DateTimeOffset now)
    {
        lock (_gate)
        {
            if (CallBudget.Allowed(Percent, _max) is { } allowed && CallBudget.Used(_quarters, now) + _underWay >= allowed)
            {
                return false;
            }

            _underWay++;
            return true;
        }
    }

    public void Made(DateTimeOffset now, int calls, bool wasReserved, int? max)
    {
        lock (_gate)
        {
            _max = max ?? _max;
            _underWay -= wasReserved ? 1 : 0;
            if (calls > 0)
            {
                var quarter = CallBudget.QuarterOf(now);
                _quarters[quarter] = _quarters.GetValueOrDefault(quarter) + calls;
                _unsaved[quarter] = _unsaved.GetValueOrDefault(quarter) + calls;
            }
        }
    }

    public Dictionary<DateTimeOffset, int> TakeUnsaved()
    {
        lock (_gate)
        {
            var taken = _unsaved;
            _unsaved = taken.Count == 0 ? taken : [];
            return taken;
        }
    }

    public void GiveBack(Dictionary<DateTimeOffset, int> quarters)
    {
        lock (_gate)
        {
            Add(_unsaved, quarters);
        }
    }

    private static void Add(Dictionary<DateTimeOffset, int> to, Dictionary<DateTimeOffset, int> more)
    {
        foreach (var (quarter, calls) in more)
        {
            to[quarter] = to.GetValueOrDefault(quarter) + calls;
        }
    }
}
