namespace RelationSync.Domain.Sync;

/// <summary>The outbox as a drain sees it. What is written is committed when the call returns.</summary>
public interface ISyncStore
{
    /// <summary>The connection as it stands now; null: it is gone.</summary>
    Task<ConnectionView?> GetConnectionAsync(Guid connectionId, CancellationToken cancellationToken);

    /// <summary>
    /// Takes on at most that many due actions, the longest due first. Empty when nothing is due or the lease is lost.
    /// </summary>
    Task<IReadOnlyList<ClaimedAction>> ClaimAsync(DrainLease lease, int most, CancellationToken cancellationToken);

    /// <summary>Those of the Events that an action has already.</summary>
    Task<IReadOnlySet<string>> GetTakenEventIdsAsync(IReadOnlyCollection<string> eventIds, CancellationToken cancellationToken);

    /// <summary>Stores what came of a batch, of actions that are still this lease's own.</summary>
    Task SettleAsync(DrainLease lease, BatchResult result, CancellationToken cancellationToken);
}
