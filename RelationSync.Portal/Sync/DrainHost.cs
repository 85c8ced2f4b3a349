namespace RelationSync.Portal.Sync;

/// <summary>What drains run on, and what their backoff is drawn from.</summary>
internal sealed record DrainHost(TaskScheduler Scheduler, Random Random)
{
    public static readonly DrainHost ThreadPool = new(TaskScheduler.Default, Random.Shared);

    public Task Run(Func<Task> work) =>
        Task.Factory.StartNew(work, CancellationToken.None, TaskCreationOptions.DenyChildAttach, Scheduler).Unwrap();
}
