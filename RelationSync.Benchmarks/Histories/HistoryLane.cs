namespace RelationSync.Benchmarks.Histories;

/// <summary>
/// One process of a history: all that runs in it, from one await to the next, is a step that the scheduler chooses. A
/// process that is killed takes no further step, whatever it was doing.
/// </summary>
internal sealed class HistoryLane(int number) : SynchronizationContext
{
    private readonly List<(SendOrPostCallback Run, object? State)> _ready = [];
    private readonly int _thread = Environment.CurrentManagedThreadId;

    public int Number => number;

    /// <summary>Taken so far.</summary>
    public int Steps { get; private set; }

    public bool IsPaused { get; set; }

    public bool IsDead { get; private set; }

    /// <summary>Something came from another thread: who wakes whom is no longer ours to decide.</summary>
    public bool HasStrayed { get; private set; }

    public int Ready => IsPaused ? 0 : _ready.Count;

    public void Kill()
    {
        IsDead = true;
        _ready.Clear();
    }

    /// <summary>Runs work as a step of this process.</summary>
    public void Run(Func<Task> work) => Post(static state => _ = ((Func<Task>)state!)(), work);

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (IsDead)
        {
            // Also from the finalizer, which ends the timers of a process that was killed.
            return;
        }

        if (Environment.CurrentManagedThreadId != _thread)
        {
            HasStrayed = true;
            return;
        }

        _ready.Add((d, state));
    }

    public override void Send(SendOrPostCallback d, object? state) => throw new NotSupportedException("Nothing waits for another thread here.");

    public override SynchronizationContext CreateCopy() => this;

    /// <summary>Takes one of the steps that are ready.</summary>
    public void Step(int which)
    {
        var (run, state) = _ready[which];
        _ready[which] = _ready[^1];
        _ready.RemoveAt(_ready.Count - 1);
        Steps++;
        SetSynchronizationContext(this);
        try
        {
            run(state);
        }
        finally
        {
            SetSynchronizationContext(null);
        }
    }
}
