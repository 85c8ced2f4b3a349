using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.ErrorLog;

/// <summary>An entry of the error log, and where its action stands now. Times are UTC.</summary>
/// <param name="Seq">Its identity and order.</param>
/// <param name="At">When it happened.</param>
/// <param name="Inbox">Whose it is.</param>
/// <param name="Message">In Salesforce's own words, or ours in English.</param>
/// <param name="Arguments">Of our own sentence; null: it is Salesforce's.</param>
/// <param name="ActionId">The action it is about; null where it is about all of them.</param>
/// <param name="ActionStatus">A code of <c>ActionStatusCodes</c>; null where the action is gone, or there is none.</param>
/// <param name="Channel">The action's channel.</param>
/// <param name="Subject">The action's subject, as it was then.</param>
/// <param name="Operator">Who acted.</param>
/// <param name="SettledAt">When it was marked as settled.</param>
/// <param name="ClosedAt">When it closed by itself.</param>
public sealed record ErrorEntry(
    long Seq,
    DateTimeOffset At,
    InboxName Inbox,
    string Message,
    string? Arguments,
    Guid? ActionId,
    string? ActionStatus,
    string? Channel,
    string? Subject,
    string? Operator,
    DateTimeOffset? SettledAt,
    DateTimeOffset? ClosedAt)
{
    /// <summary>The action that may be tried again.</summary>
    public Guid? FailedAction => ActionStatus == ActionStatusCodes.Failed ? ActionId : null;
}

/// <summary>The entries of one kind, newest first, by cursor.</summary>
public sealed class ListErrorEntries(Store store, TimeProvider time)
{
    /// <summary>Rows a page.</summary>
    public const int PageSize = 20;

    /// <param name="filter">Which entries.</param>
    /// <param name="key">Of which kind.</param>
    /// <param name="before">Only older ones than this.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<Page<ErrorEntry>> RunAsync(ErrorLogFilter filter, ErrorGroupKey key, long? before, CancellationToken cancellationToken) =>
        store.ReadAsync((db, token) => ReadAsync(db, filter, key, before, token), cancellationToken);

    private async Task<Page<ErrorEntry>> ReadAsync(
        RelationSyncDb db, ErrorLogFilter filter, ErrorGroupKey key, long? before, CancellationToken cancellationToken)
    {
        if (LogScope.First(db, filter) is not { } first)
        {
            return new Page<ErrorEntry>([], false);
        }

        var entries = LogScope.Entries(db, filter, first).OfKind(key);
        if (before is { } seq)
        {
            entries = entries.Where(e => e.Seq < seq);
        }

        var rows = await entries.OrderByDescending(e => e.Seq).Take(PageSize + 1).ToListAsync(cancellationToken);
        var inboxes = await InboxName.ReadAllAsync(db, cancellationToken);
        var ids = rows.Where(e => e.ActionId is not null).Select(e => e.ActionId!.Value).Distinct().ToList();
        var now = time.GetUtcNow();
        var statuses = await db.Actions.Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Status, a.DueAt })
            .ToDictionaryAsync(a => a.Id, a => ActionStatusCodes.Of(a.Status, a.DueAt, now), cancellationToken);
        return Page<ErrorEntry>.From(rows.ConvertAll(e => ToEntry(e, inboxes[e.InboxId], statuses)), PageSize);
    }

    private static ErrorEntry ToEntry(LogEntry e, InboxName inbox, Dictionary<Guid, string> statuses) => new(
        e.Seq,
        e.At,
        inbox,
        e.Message,
        e.Arguments,
        e.ActionId,
        e.ActionId is { } action ? statuses.GetValueOrDefault(action) : null,
        e.Channel,
        e.Subject,
        e.Operator,
        e.SettledAt,
        e.ClosedAt);
}
