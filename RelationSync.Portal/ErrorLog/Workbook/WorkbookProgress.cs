namespace RelationSync.Portal.ErrorLog.Workbook;

/// <summary>How far the making of a workbook is. Any thread may look.</summary>
public sealed class WorkbookProgress(ILogger? logger = null)
{
    private readonly Lock _lock = new();
    private readonly List<Listener> _listeners = [];
    private volatile WorkbookStep _step = new(WorkbookStage.Waiting, 0, 0);

    public WorkbookStep Step => _step;

    /// <summary>Calls <paramref name="changed"/> after every step, on a thread of its own, until disposed. It looks at <see cref="Step"/>.</summary>
    public IDisposable Subscribe(Action changed)
    {
        var listener = new Listener(this, changed, ExecutionContext.Capture());
        lock (_lock)
        {
            _listeners.Add(listener);
        }

        return listener;
    }

    internal void Report(WorkbookStage stage, int done, int total)
    {
        _step = new WorkbookStep(stage, done, total);
        List<Listener> listeners;
        lock (_lock)
        {
            listeners = [.. _listeners];
        }

        listeners.ForEach(l => l.Tell());
    }

    private void Remove(Listener listener)
    {
        lock (_lock)
        {
            _listeners.Remove(listener);
        }
    }

    // The context is the listener's: a render would otherwise speak the language of who asked for the workbook.
    private sealed class Listener(WorkbookProgress progress, Action changed, ExecutionContext? context) : IDisposable
    {
        public void Tell() => ThreadPool.UnsafeQueueUserWorkItem(
            static l =>
            {
                if (l.Context is { } context)
                {
                    ExecutionContext.Run(context, static l => ((Listener)l!).Call(), l);
                }
                else
                {
                    l.Call();
                }
            },
            this,
            preferLocal: false);

        private ExecutionContext? Context => context;

        public void Dispose() => progress.Remove(this);

        private void Call()
        {
            try
            {
                changed();
            }
            catch (Exception e)
            {
                progress.Complain(e);
            }
        }
    }

    private void Complain(Exception e) => logger?.LogWarning(e, "A listener of a workbook's progress failed.");
}
