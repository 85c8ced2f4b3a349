using RelationSync.Domain.Salesforce;

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

    /// <summary>What of an org's Events is others'. Asked after the Events were found, so that no write is missed that made one of them.</summary>
    Task<OthersEvents> GetOthersEventsAsync(string orgId, IReadOnlyCollection<string> eventIds, CancellationToken cancellationToken);

    /// <summary>
    /// Stores writes without the marker before they are sent: whatever becomes of this process, they are in doubt (R-D1).
    /// False: the lease is lost, and nothing may be sent.
    /// </summary>
    Task<bool> NoteUnmarkedAsync(DrainLease lease, IReadOnlyCollection<(long Seq, SentEvent Sent)> writes, CancellationToken cancellationToken);

    /// <summary>Stores what came of a batch, of actions that are still this lease's own.</summary>
    Task SettleAsync(DrainLease lease, BatchResult result, CancellationToken cancellationToken);
}
