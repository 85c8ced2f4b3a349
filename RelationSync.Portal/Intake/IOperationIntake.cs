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

    /// <summary>The same, and counts operations of that request that couldn't be read.</summary>
    Task<IReadOnlyList<IntakeResult>> AcceptBesideRejectedAsync(
        long inboxId, IReadOnlyList<IncomingOperation> operations, int rejected, CancellationToken cancellationToken) =>
        operations.Count == 0 ? Task.FromResult<IReadOnlyList<IntakeResult>>([]) : AcceptAsync(inboxId, operations, cancellationToken);
}
