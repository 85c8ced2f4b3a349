namespace RelationSync.Portal.Intake;

/// <summary>Where operations enter the sync, whoever brings them: the intake endpoint or the poller.</summary>
public interface IOperationIntake
{
    /// <summary>
    /// Takes operations of one inbox. Results come in the order given, after the durable commit of all that are accepted;
    /// if it throws, nothing was taken. Of an id given twice the first counts.
    /// </summary>
    Task<IReadOnlyList<IntakeResult>> AcceptAsync(
        long inboxId, IReadOnlyList<IncomingOperation> operations, CancellationToken cancellationToken);

    /// <summary>The same, and counts the operations of that request that couldn't be read.</summary>
    Task<IReadOnlyList<IntakeResult>> AcceptBesideRejectedAsync(
        long inboxId, IReadOnlyList<IncomingOperation> operations, RejectedOperations rejected, CancellationToken cancellationToken) =>
        operations.Count == 0 ? Task.FromResult<IReadOnlyList<IntakeResult>>([]) : AcceptAsync(inboxId, operations, cancellationToken);

    /// <summary>
    /// One write of the store in which the caller takes operations (<see cref="IntakeWrite.TakeAsync(long, IReadOnlyList{IncomingOperation}, CancellationToken)"/>)
    /// and changes rows of its own: all is committed when it returns, or nothing. The body may run more than once.
    /// </summary>
    Task<T> WriteAsync<T>(Func<IntakeWrite, CancellationToken, Task<T>> body, CancellationToken cancellationToken);
}
