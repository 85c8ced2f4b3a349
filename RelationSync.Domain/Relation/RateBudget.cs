namespace RelationSync.Domain.Relation;

/// <summary>What of a tenant's limit is stored, so that whoever reads next knows it. Times are Re:lation's.</summary>
/// <param name="Remaining">Requests left until <paramref name="ResetAt"/>, as Re:lation said last; null: it never did.</param>
/// <param name="PausedUntil">Nothing is sent before.</param>
public sealed record RateState(int Limit, int? Remaining, DateTimeOffset? ResetAt, int OthersPerMinute, DateTimeOffset? PausedUntil)
{
    public static readonly RateState New = new(RateBudget.UsualLimit, null, null, 0, null);
}

/// <summary>
/// Keeps a tenant's requests below its limit (R-P5): by what every answer says is left, by an own count besides, and with a
/// reserve for the customer's other programs. One holder at a time; times are Re:lation's.
/// </summary>
public sealed class RateBudget(RateState stored, DateTimeOffset now)
{
    public const int UsualLimit = 60;
    public const int LeastReserve = 10;
    public const int MostReserve = 30;

    /// <summary>Spreads a minute's requests.</summary>
    public static readonly TimeSpan Spacing = TimeSpan.FromMilliseconds(500);

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan OthersWindow = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan AfterReset = TimeSpan.FromSeconds(1);

    private readonly Queue<DateTimeOffset> _sent = new();
    private readonly Queue<(DateTimeOffset At, TimeSpan Seen, int Count)> _others = new();
    private DateTimeOffset _answered = now;
    private DateTimeOffset? _lastSent;
    private int _sentSinceAnswer;

    public RateState State { get; private set; } = stored;

    /// <summary>So many requests of each window are left to others.</summary>
    public int Reserve => Math.Clamp(State.OthersPerMinute + 5, LeastReserve, MostReserve);

    /// <summary>Requests a minute that we may make at most.</summary>
    public int Available => Math.Max(1, State.Limit - Reserve);

    /// <summary>Requests that may still be made in this window.</summary>
    public int Left(DateTimeOffset at)
    {
        Forget(at);
        var own = Available - _sent.Count;
        return Math.Max(0, State.ResetAt > at && State.Remaining is { } remaining ? Math.Min(own, remaining - Reserve) : own);
    }

    /// <summary>When the next request may be sent; not later than now: at once.</summary>
    public DateTimeOffset NextAt(DateTimeOffset at)
    {
        Forget(at);
        var next = _lastSent + Spacing is { } spaced && spaced > at ? spaced : at;
        next = State.PausedUntil > next ? State.PausedUntil.Value : next;
        if (_sent.Count >= Available && _sent.ElementAt(_sent.Count - Available) + Window is var free && free > next)
        {
            next = free;
        }

        return State.ResetAt > at && State.Remaining <= Reserve && State.ResetAt + AfterReset > next ? State.ResetAt.Value + AfterReset : next;
    }

    public void Sent(DateTimeOffset at)
    {
        _sent.Enqueue(at);
        _lastSent = at;
        _sentSinceAnswer++;
    }

    /// <summary>Takes what an answer says about the limit; null: it says nothing.</summary>
    public void Answered(DateTimeOffset at, int? limit, int? remaining, DateTimeOffset? resetAt)
    {
        if (remaining is { } left && resetAt is { } reset)
        {
            NoteOthers(at, limit ?? State.Limit, left, reset);
            State = State with { Limit = limit is > 0 ? limit.Value : State.Limit, Remaining = left, ResetAt = reset, OthersPerMinute = OthersPerMinute() };
        }

        (_sentSinceAnswer, _answered) = (0, at);
    }

    /// <summary>The limit is reached: everything waits until it is reset.</summary>
    /// <param name="jitter">0 to 1.</param>
    public void Reached(DateTimeOffset at, DateTimeOffset? resetAt, double jitter) =>
        State = State with { PausedUntil = (resetAt > at ? resetAt.Value : at + Window) + AfterReset + (AfterReset * jitter) };

    /// <summary>Everything waits until then.</summary>
    public void Pause(DateTimeOffset until) => State = State with { PausedUntil = until };

    /// <summary>What is gone and isn't ours, and how long it was watched: nobody looks at the end of a window that is used up.</summary>
    private void NoteOthers(DateTimeOffset at, int limit, int left, DateTimeOffset reset)
    {
        var isSame = State.ResetAt == reset && State.Remaining is not null;
        var others = (isSame ? State.Remaining!.Value : limit) - left - (isSame ? _sentSinceAnswer : 1);
        var seen = at - (isSame ? _answered : reset - Window);
        _others.Enqueue((at, seen < TimeSpan.Zero ? TimeSpan.Zero : seen > Window ? Window : seen, Math.Max(0, others)));
        while (_others.TryPeek(out var oldest) && at - oldest.At > OthersWindow)
        {
            _others.Dequeue();
        }
    }

    private int OthersPerMinute()
    {
        var seen = TimeSpan.FromTicks(_others.Sum(o => o.Seen.Ticks));
        var measured = (int)Math.Ceiling(_others.Sum(o => o.Count) / Math.Max(1, seen.TotalMinutes));
        // What was measured before counts until there is as much to go by.
        return seen < Window ? Math.Max(State.OthersPerMinute, measured) : measured;
    }

    private void Forget(DateTimeOffset at)
    {
        while (_sent.TryPeek(out var oldest) && at - oldest >= Window)
        {
            _sent.Dequeue();
        }
    }
}
