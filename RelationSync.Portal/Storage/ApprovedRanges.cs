using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Operations;

namespace RelationSync.Portal.Storage;

/// <summary>The ranges before a connection that an administrator approved (R-T14), read once a transaction and inbox.</summary>
internal sealed class ApprovedRanges(RelationSyncDb db)
{
    private readonly Dictionary<long, List<BackfillRange>> _read = [];

    /// <summary>From when on the inbox takes this operation: for a back-fill the beginning of the range that it lies in.</summary>
    public DateTimeOffset? SyncFrom(Inbox inbox, OperationSource source, DateTimeOffset at)
    {
        if (source is not OperationSource.Backfill || inbox.SyncFrom is not { } connected)
        {
            return inbox.SyncFrom;
        }

        if (!_read.TryGetValue(inbox.Id, out var ranges))
        {
            _read.Add(inbox.Id, ranges = [.. db.BackfillRanges.AsNoTracking().Where(r => r.InboxId == inbox.Id)]);
        }

        return ranges.Find(r => r.From <= at && at < r.Until && r.Until <= connected)?.From ?? connected;
    }
}
