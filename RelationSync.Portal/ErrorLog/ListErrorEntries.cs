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
    /// <summary>The customer's address or number, as it was then.</summary>
    public string? Customer { get; init; }

    /// <summary>Tries of its action that didn't end well.</summary>
    public int Attempts { get; init; }

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

        if (filter.Settled is false)
        {
            // One row an action: its earlier attempts with the same cause are behind it (R-E4).
            var ofKind = db.Dialect.By(db.LogEntries, "IX_LogEntries_ActionId").OfKind(key);
            entries = entries.Where(e => !ofKind.Any(x => x.ActionId == e.ActionId && e.ActionId != null && x.Seq > e.Seq && x.SettledAt == null && x.ClosedAt == null));
        }

        var rows = await entries.OrderByDescending(e => e.Seq).Take(PageSize + 1).ToListAsync(cancellationToken);
        var inboxes = await InboxName.ReadAllAsync(db, cancellationToken);
        var ids = rows.Where(e => e.ActionId is not null).Select(e => e.ActionId!.Value).Distinct().ToList();
        var now = time.GetUtcNow();
        var states = await db.Actions.Where(a => ids.Contains(a.Id)).Select(a => new { a.Id, a.Seq, a.Status, a.DueAt })
            .ToDictionaryAsync(a => a.Id, a => new State(a.Seq, ActionStatusCodes.Of(a.Status, a.DueAt, now)), cancellationToken);
        var attempts = await AttemptsAsync(db, states.Values, cancellationToken);
        return Page<ErrorEntry>.From(
            rows.ConvertAll(e => ToEntry(e, inboxes[e.InboxId], e.ActionId is { } id ? states.GetValueOrDefault(id) : null, attempts)), PageSize);
    }

    private static async Task<Dictionary<long, int>> AttemptsAsync(RelationSyncDb db, IEnumerable<State> states, CancellationToken cancellationToken)
    {
        var seqs = states.Select(s => s.Seq).ToList();
        return await db.Attempts.Where(a => seqs.Contains(a.ActionSeq)).GroupBy(a => a.ActionSeq).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, cancellationToken);
    }

    private static ErrorEntry ToEntry(LogEntry e, InboxName inbox, State? state, Dictionary<long, int> attempts) => new(
        e.Seq,
        e.At,
        inbox,
        e.Message,
        e.Arguments,
        e.ActionId,
        state?.Status,
        e.Channel,
        e.Subject,
        e.Operator,
        e.SettledAt,
        e.ClosedAt)
    {
        Customer = e.CustomerKey,
        Attempts = state is null ? 0 : attempts.GetValueOrDefault(state.Seq),
    };

    /// <summary>Where an action is now.</summary>
    private sealed record State(long Seq, string Status);
}
