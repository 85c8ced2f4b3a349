using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Operations;

namespace RelationSync.Portal.Storage;

/// <summary>The ranges before a connection that an administrator approved (R-T14), read once a transaction and inbox.</summary>
internal sealed class ApprovedRanges(RelationSyncDb db)
{
    private readonly Dictionary<long, List<BackfillRange>> _read = [];

    /// <summary>Whether an operation was read for a range, and happened in one.</summary>
    public bool Has(Inbox inbox, OperationSource source, DateTimeOffset occurredAt)
    {
        if (source is not OperationSource.Backfill)
        {
            return false;
        }

        if (!_read.TryGetValue(inbox.Id, out var ranges))
        {
            _read.Add(inbox.Id, ranges = [.. db.BackfillRanges.AsNoTracking().Where(r => r.InboxId == inbox.Id)]);
        }

        return ranges.Exists(r => r.Has(occurredAt));
    }
}
