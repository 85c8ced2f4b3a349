namespace RelationSync.Simulator.Relation;

/// <summary>60 requests in each minute of Re:lation's clock, shared with other programs that spread theirs over the minute.</summary>
internal sealed class RateWindow(int othersPerMinute)
{
    public const int Limit = 60;
    private long _minute;
    private int _own;

    /// <summary>Takes one request, unless none is left.</summary>
    public bool TryTake(DateTimeOffset now)
    {
        if (At(now).Remaining == 0)
        {
            return false;
        }

        _own++;
        return true;
    }

    public RateCount At(DateTimeOffset now)
    {
        var milliseconds = now.ToUnixTimeMilliseconds();
        var minute = Math.DivRem(milliseconds, 60_000, out var into);
        if (minute != _minute)
        {
            (_minute, _own) = (minute, 0);
        }

        var others = (int)Math.Min(Limit - Math.Min(_own, Limit), othersPerMinute * into / 60_000);
        return new RateCount(_own, others, Limit - _own - others, (minute + 1) * 60);
    }
}
