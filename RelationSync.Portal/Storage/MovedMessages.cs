using RelationSync.Domain.Operations;

namespace RelationSync.Portal.Storage;

/// <summary>
/// Messages whose ticket was moved to the box of another inbox of their tenant. The inbox that has a message keeps it, so that
/// it stays one activity (R-P1).
/// </summary>
internal sealed class MovedMessages(RelationSyncDb db, OperationRows operations)
{
    private readonly Dictionary<long, IReadOnlyList<(long Id, string Key)>> _tenants = [];

    /// <summary>The inbox that an operation belongs to: the given one, unless only another of its tenant has the activity.</summary>
    public long OwnerOf(long inboxId, Operation operation)
    {
        if (!_tenants.TryGetValue(inboxId, out var inboxes))
        {
            _tenants.Add(inboxId, inboxes = ReadInboxes(inboxId));
        }

        foreach (var (id, key) in inboxes)
        {
            if (operations.Any(ActionKeys.OfActivity(key, operation.Channel, operation.ActivityId)))
            {
                return id;
            }
        }

        return inboxId;
    }

    /// <summary>All inboxes of the tenant, the given one first; none where it is alone, or boxes count their messages each for itself.</summary>
    private IReadOnlyList<(long Id, string Key)> ReadInboxes(long inboxId)
    {
        var inboxes = (
            from own in db.RelationBoxes
            join tenant in db.RelationTenants on own.Subdomain equals tenant.Subdomain
            join box in db.RelationBoxes on own.Subdomain equals box.Subdomain
            join inbox in db.Inboxes on box.InboxId equals inbox.Id
            where own.InboxId == inboxId && !tenant.HasIdsPerBox
            select new { inbox.Id, inbox.Key }).ToList();
        return inboxes.Count < 2 ? [] : [.. inboxes.OrderBy(i => i.Id == inboxId ? 0 : 1).ThenBy(i => i.Id).Select(i => (i.Id, i.Key))];
    }
}
