namespace RelationSync.Benchmarks.Histories;

/// <summary>Tasks of a process as steps of it.</summary>
internal sealed class HistoryTasks(HistoryLane lane) : TaskScheduler
{
    protected override void QueueTask(Task task) => lane.Post(_ => TryExecuteTask(task), null);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => false;

    protected override IEnumerable<Task> GetScheduledTasks() => [];
}
