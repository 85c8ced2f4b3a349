namespace RelationSync.Portal.Sync;

/// <summary>
/// Slots for drains that run at once. A free one goes to the connection whose action has been due longest. A drain that only
/// waits for its org can lend its slot; how many may do so is bounded too, as each still holds a batch in memory.
/// </summary>
internal sealed class DrainSlots(int count)
{
    private const int LentPerSlot = 7;

    private readonly Lock _gate = new();
    private readonly PriorityQueue<TaskCompletionSource, (DateTimeOffset DueAt, long Order)> _waiting = new();
    private readonly int _mostLent = count * LentPerSlot;
    private int _free = count;
    private int _lent;
    private long _order;

    public bool IsAnyWaiting
    {
        get
        {
            lock (_gate)
            {
                return _waiting.Count > 0;
            }
        }
    }

    /// <param name="dueAt">When the connection's first action was due.</param>
    public async Task<DrainSlot> TakeAsync(DateTimeOffset dueAt, CancellationToken cancellationToken)
    {
        var turn = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            _waiting.Enqueue(turn, (dueAt, _order++));
            Deal();
        }

        await using var giveUp = cancellationToken.UnsafeRegister((_, token) => turn.TrySetCanceled(token), null);
        await turn.Task;
        return new DrainSlot(this);
    }

    /// <summary>False if as many as allowed are lent already.</summary>
    internal bool TryLend()
    {
        lock (_gate)
        {
            if (_lent == _mostLent)
            {
                return false;
            }

            _lent++;
            _free++;
            Deal();
            return true;
        }
    }

    internal void GiveBack(bool isLent)
    {
        lock (_gate)
        {
            if (isLent)
            {
                _lent--;
                return;
            }

            _free++;
            Deal();
        }
    }

    // One that was cancelled meanwhile takes none.
    private void Deal()
    {
        while (_free > 0 && _waiting.TryDequeue(out var next, out _))
        {
            _free -= next.TrySetResult() ? 1 : 0;
        }
    }
}

/// <summary>One drain's slot, until it is disposed.</summary>
internal sealed class DrainSlot(DrainSlots slots) : IDisposable
{
    private bool _isLent;

    public bool IsAnyWaiting => slots.IsAnyWaiting;

    /// <summary>Lets the next drain begin, if that is allowed; this one goes on.</summary>
    public void Lend() => _isLent = _isLent || slots.TryLend();

    public void Dispose() => slots.GiveBack(_isLent);
}
