using RelationSync.Domain.Operations;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>How the rejected operations of one request are counted.</summary>
/// <param name="Sender">Says who sent the request.</param>
/// <param name="Unread">Operations that could not be read, each with its errors.</param>
public sealed record RejectedOperations(RejectedRequest Sender, IReadOnlyList<OperationReading> Unread)
{
    /// <summary>Of operations that the portal reads itself: no sender, and all could be read.</summary>
    public static RejectedOperations OfPortal(long inboxId) => new(new RejectedRequest(inboxId, RejectionReason.Rejected, null, null), []);

    /// <summary>The unread ones, each by its first error.</summary>
    internal IEnumerable<RejectedRequest> Refusals => Unread.Select(u => Sender.Of(u.Id, u.Type, u.Faults[0]));
}
