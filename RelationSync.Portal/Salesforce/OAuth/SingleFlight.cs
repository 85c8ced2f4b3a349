namespace RelationSync.Portal.Salesforce.OAuth;

/// <summary>Work that runs once for a key, however many ask for it meanwhile. It belongs to none of them: nobody's cancellation ends it.</summary>
internal sealed class SingleFlight<TKey, TResult>
    where TKey : notnull
{
    private readonly Dictionary<TKey, Task<TResult>> _running = [];

    public Task<TResult> RunAsync(TKey key, Func<Task<TResult>> work)
    {
        lock (_running)
        {
            if (!_running.TryGetValue(key, out var task))
            {
                task = Task.Run(() => RunAndForgetAsync(key, work));
                _running.Add(key, task);
            }

            return task;
        }
    }

    private async Task<TResult> RunAndForgetAsync(TKey key, Func<Task<TResult>> work)
    {
        try
        {
            return await work();
        }
        finally
        {
            lock (_running)
            {
                _running.Remove(key);
            }
        }
    }
}
