using Microsoft.EntityFrameworkCore;

namespace RelationSync.Portal.Storage.Queries;

/// <summary>An inbox from which nothing has come for longer than its alert allows. Times are UTC.</summary>
/// <param name="Inbox">Which.</param>
/// <param name="LastOperationAt">When an operation last came; null: never.</param>
/// <param name="QuietSince">From when its silence counts: the last operation, else the setting of the alert.</param>
/// <param name="SilentAfter">How long it may be silent.</param>
public sealed record SilentInbox(InboxName Inbox, DateTimeOffset? LastOperationAt, DateTimeOffset QuietSince, TimeSpan SilentAfter);

/// <summary>The inboxes that are silent for longer than set, the longest silent first.</summary>
public sealed class ListSilentInboxes(Store store)
{
    public Task<IReadOnlyList<SilentInbox>> RunAsync(DateTimeOffset now, CancellationToken cancellationToken) =>
        store.ReadAsync((db, token) => ReadAsync(db, now, token), cancellationToken);

    internal static async Task<IReadOnlyList<SilentInbox>> ReadAsync(RelationSyncDb db, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var watched = await db.Inboxes.Where(i => i.SilentAfterMinutes != null && !i.IsTest).ToListAsync(cancellationToken);
        return [.. watched.Select(Silence).Where(s => now - s.QuietSince >= s.SilentAfter).OrderBy(s => s.QuietSince)];
    }

    private static SilentInbox Silence(Inbox inbox) => new(
        new InboxName(inbox.Id, inbox.Key, inbox.Name, inbox.TimeZone),
        inbox.LastOperationAt,
        inbox.LastOperationAt ?? inbox.SilenceWatchedFrom ?? inbox.CreatedAt,
        TimeSpan.FromMinutes(inbox.SilentAfterMinutes!.Value));
}
