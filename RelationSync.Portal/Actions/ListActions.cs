using RelationSync.Domain.Actions;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Actions;

/// <summary>Some actions of a list.</summary>
/// <param name="Items">In the order asked for.</param>
/// <param name="Next">Where to go on beyond; null: there is no more.</param>
/// <param name="IsPartial">It took too long to look through all: more may fit between the last item and <paramref name="Next"/>.</param>
/// <param name="NextAt">When the action at <paramref name="Next"/> was triggered, of a partial answer.</param>
public sealed record ActionSlice(IReadOnlyList<ActionView> Items, long? Next, bool IsPartial = false, DateTimeOffset? NextAt = null);

/// <summary>A page of actions, by cursor: as fast at the deep end as at the beginning.</summary>
public sealed class ListActions(Store store, TimeProvider time)
{
    public Task<ActionSlice> RunAsync(ActionFilter filter, Keyset keyset, int limit, CancellationToken cancellationToken) =>
        RunAsync(filter, keyset, limit, ScanLimits.Page, cancellationToken);

    internal Task<ActionSlice> RunAsync(ActionFilter filter, Keyset keyset, int limit, ScanLimits limits, CancellationToken cancellationToken) =>
        // Of one moment, for the index's mark moves on beside.
        store.ReadMomentAsync(
            async (db, token) =>
            {
                var now = time.GetUtcNow();
                var inboxes = await InboxName.ReadAllAsync(db, token);
                var made = filter.MadeOn is { } day ? await MadeActions.OnAsync(db, day, inboxes.Values, now, token) : null;
                var scan = new ActionScan(db, new ActionCriteria(filter, now, db.Dialect, made), r => ActionRow.Read(r, inboxes, now));
                return Slice(db, scan.Run(keyset, limit + 1, new ScanPace(limits, time, db.Dialect.ActionIndex)), limit);
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
        a.OperatorEmail)
    {
        ClockAt = a.ClockAt,
        IsTest = a.IsTest,
    };

    private static ActionSlice Slice(RelationSyncDb db, ScanResult scan, int limit)
    {
        if (scan.Found.Count > limit)
        {
            return new ActionSlice(scan.Found[..limit], scan.Found[limit - 1].Seq);
        }

        if (scan.StoppedAt is not { } seq)
        {
            return new ActionSlice(scan.Found, null);
        }

        using var at = new PreparedSql(db, $"""SELECT "TriggerAt" FROM "Actions"{db.Dialect.ByKey} WHERE "Seq" >= @seq ORDER BY "Seq" LIMIT 1""", "@seq");
        return new ActionSlice(scan.Found, seq, true, at.Read(r => new DateTimeOffset(r.GetInt64(0), TimeSpan.Zero), seq).FirstOrDefault());
    }
}
