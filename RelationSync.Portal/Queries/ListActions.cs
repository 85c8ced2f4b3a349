using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Data;

namespace RelationSync.Portal.Queries;

/// <summary>A page of actions, by cursor: as fast at the deep end as at the beginning.</summary>
public sealed class ListActions(Store store, TimeProvider time)
{
    public Task<Page<ActionView>> RunAsync(ActionFilter filter, Keyset keyset, int limit, CancellationToken cancellationToken) =>
        store.ReadAsync(
            async (db, token) =>
            {
                var now = time.GetUtcNow();
                var inboxes = await InboxName.ReadAllAsync(db, token);
                var rows = await InOrder(Matching(db, filter, now), keyset)
                    .Take(limit + 1)
                    .ToListAsync(token);
                return Page<ActionView>.From(rows.ConvertAll(a => ToView(a, inboxes[a.InboxId], now)), limit);
            },
            cancellationToken);

    internal static ActionView ToView(SyncAction a, InboxName inbox, DateTimeOffset now) => new(
        a.Seq,
        a.Id,
        inbox,
        a.Channel,
        a.ActivityId,
        ActionStatusCodes.Of(a.Status, a.DueAt, now),
        a.TriggerAt,
        a.ArrivedAt,
        a.DueAt,
        a.SyncedAt,
        a.EventId,
        a.Attempts,
        a.LastError,
        a.Subject,
        a.CustomerKey,
        a.OperatorEmail);

    private static IQueryable<SyncAction> Matching(RelationSyncDb db, ActionFilter filter, DateTimeOffset now)
    {
        var actions = ActionSource.For(db, filter);
        if (filter.InboxId is { } inbox)
        {
            actions = actions.Where(a => a.InboxId == inbox);
        }

        if (filter.Channel is { } channel)
        {
            actions = actions.Where(a => a.Channel == channel);
        }

        if (filter.ActivityId is { } activity)
        {
            actions = actions.Where(a => a.ActivityId == activity);
        }

        if (filter.Status is { } status)
        {
            actions = actions.WithStatus(status, now);
        }

        return filter.Search is { } search ? actions.Containing(search) : actions;
    }

    private static IQueryable<SyncAction> InOrder(IQueryable<SyncAction> actions, Keyset keyset) => keyset switch
    {
        { NewestFirst: true, Beyond: { } seq } => actions.Where(a => a.Seq < seq).OrderByDescending(a => a.Seq),
        { NewestFirst: true } => actions.OrderByDescending(a => a.Seq),
        { Beyond: { } seq } => actions.Where(a => a.Seq > seq).OrderBy(a => a.Seq),
        _ => actions.OrderBy(a => a.Seq),
    };
}
