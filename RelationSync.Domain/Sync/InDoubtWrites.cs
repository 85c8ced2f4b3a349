using System.Collections.Concurrent;

namespace RelationSync.Domain.Sync;

/// <summary>
/// Writes that Salesforce may still be at, by the action they are for, and how long that has really been (R-D1): on the
/// monotonic clock, for a wall clock that jumps must not end the ten minutes early. Of a write that another process sent
/// nothing is known but that it was sent before: its time begins when this process first hears of it. So does that of one
/// that comes up again after <see cref="Kept"/>.
/// </summary>
public sealed class InDoubtWrites(TimeProvider clock)
{
    /// <summary>Far beyond the ten minutes; after it the time starts anew.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    private readonly ConcurrentDictionary<Guid, Doubt> _doubts = new();
    private long _sweptAt = clock.GetTimestamp();

    /// <summary>A write without an answer, sent at that timestamp. The store may fail to keep it; this doesn't.</summary>
    public void TimedOut(Guid actionId, long sentAt)
    {
        _doubts[actionId] = new Doubt(sentAt, IsMine: true);
        Sweep();
    }

    /// <summary>Whether this process sent it and had no answer.</summary>
    public bool IsMine(Guid actionId) => _doubts.TryGetValue(actionId, out var doubt) && doubt.IsMine;

    /// <summary>How long ago it was sent, or first heard of.</summary>
    public TimeSpan Age(Guid actionId) => clock.GetElapsedTime(_doubts.GetOrAdd(actionId, _ => new Doubt(clock.GetTimestamp(), IsMine: false)).At);

    /// <summary>It is certain now what became of it.</summary>
    public void Forget(Guid actionId) => _doubts.TryRemove(actionId, out _);

    /// <summary>An Event that was upserted after all leaves its doubt behind for a cancel yet to come, and few are cancelled.</summary>
    private void Sweep()
    {
        if (clock.GetElapsedTime(Interlocked.Read(ref _sweptAt)) < Kept)
        {
            return;
        }

        Interlocked.Exchange(ref _sweptAt, clock.GetTimestamp());
        foreach (var old in _doubts.Where(d => clock.GetElapsedTime(d.Value.At) >= Kept))
        {
            _doubts.TryRemove(old);
        }
    }

    private readonly record struct Doubt(long At, bool IsMine);
}
