using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>The ranges before a connection that an administrator approved (R-T14), read once a transaction and inbox.</summary>
internal sealed class ApprovedRanges(RelationSyncDb db)
{
    private readonly Dictionary<long, List<BackfillRange>> _read = [];

    /// <summary>From when on the inbox takes this operation: for a back-fill the beginning of the range that it lies in.</summary>
    public DateTimeOffset? SyncFrom(Inbox inbox, IncomingOperation incoming)
    {
        if (incoming.Source is not OperationSource.Backfill || inbox.SyncFrom is not { } connected)
        {
            return inbox.SyncFrom;
        }

        if (!_read.TryGetValue(inbox.Id, out var ranges))
        {
            _read.Add(inbox.Id, ranges = [.. db.BackfillRanges.AsNoTracking().Where(r => r.InboxId == inbox.Id)]);
        }

        var at = incoming.Operation.OccurredAt;
        return ranges.Find(r => r.From <= at && at < r.Until && r.Until <= connected)?.From ?? connected;
    }
}
