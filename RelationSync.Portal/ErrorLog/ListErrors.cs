using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.ErrorLog;

/// <summary>A page of the error log, by cursor.</summary>
public sealed class ListErrors(Store store)
{
    public Task<Page<ErrorView>> RunAsync(ErrorFilter filter, Keyset keyset, int limit, CancellationToken cancellationToken) =>
        store.ReadMomentAsync(
            async (db, token) =>
            {
                var inboxes = await InboxName.ReadAllAsync(db, token);
                var rows = await InOrder(Matching(Source(db, filter), filter), keyset).Take(limit + 1).ToListAsync(token);
                return Page<ErrorView>.From(rows.ConvertAll(e => ToView(e, inboxes[e.InboxId])), limit);
            },
            cancellationToken);

    internal static ErrorView ToView(LogEntry e, InboxName inbox) =>
        new(e.Seq, e.At, inbox, e.Severity, e.Category, e.Code, e.Message, e.ActionId, e.Channel, e.Subject, StateOf(e), e.ClosedAt)
        {
            Arguments = e.Arguments,
            Customer = e.CustomerKey,
            SettledAt = e.SettledAt,
            SettledBy = e.SettledBy,
            SettledReason = e.SettledReason,
        };

    internal static EntryState StateOf(LogEntry e) =>
        e.SettledAt is not null ? EntryState.Settled : e.ClosedAt is not null ? EntryState.Closed : EntryState.Open;

    /// <summary>A longer range is left out entry by entry: sorting what the index over time finds would take longer.</summary>
    private static readonly TimeSpan ShortRange = TimeSpan.FromDays(2);

    /// <summary>
    /// By which index entries are read: left to itself, SQLite would take the one of kinds for any category and then sort
    /// what it found. These are in the order asked for and know whether an entry fits.
    /// </summary>
    private static IQueryable<LogEntry> Source(RelationSyncDb db, ErrorFilter filter) => filter switch
    {
        { ActionId: not null } => db.LogEntries,
        { InboxId: not null } => db.Dialect.By(db.LogEntries, "IX_LogEntries_InboxId_Seq_At_Category_Severity"),
        { From: { } from, To: var to } when (to ?? DateTimeOffset.MaxValue) - from <= ShortRange => db.Dialect.By(db.LogEntries, "IX_LogEntries_At"),
        { From: null, To: null, Severity: null, Category: null } => db.Dialect.ByKeyOf(db.LogEntries),
        _ => db.Dialect.By(db.LogEntries, "IX_LogEntries_Seq_At_Category_Severity"),
    };

    private static IQueryable<LogEntry> Matching(IQueryable<LogEntry> entries, ErrorFilter filter)
    {
        if (filter.InboxId is { } inbox)
        {
            entries = entries.Where(e => e.InboxId == inbox);
        }

        if (filter.Severity is { } severity)
        {
            entries = entries.Where(e => e.Severity == severity);
        }

        if (filter.Category is { } category)
        {
            entries = entries.Where(e => e.Category == category);
        }

        if (filter.From is { } from)
        {
            entries = entries.Where(e => e.At >= from);
        }

        if (filter.To is { } to)
        {
            entries = entries.Where(e => e.At < to);
        }

        if (filter.Code is { } code)
        {
            entries = entries.Where(e => e.Code == code);
        }

        if (filter.OfActions)
        {
            entries = entries.Where(e => e.ActionId != null);
        }

        entries = filter.State switch
        {
            EntryState.Open => entries.Where(e => e.SettledAt == null && e.ClosedAt == null),
            EntryState.Closed => entries.Where(e => e.SettledAt == null && e.ClosedAt != null),
            EntryState.Settled => entries.Where(e => e.SettledAt != null),
            _ => entries,
        };
        return filter.ActionId is { } action ? entries.Where(e => e.ActionId == action) : entries;
    }

    private static IQueryable<LogEntry> InOrder(IQueryable<LogEntry> entries, Keyset keyset) => keyset switch
    {
        { NewestFirst: true, Beyond: { } seq } => entries.Where(e => e.Seq < seq).OrderByDescending(e => e.Seq),
        { NewestFirst: true } => entries.OrderByDescending(e => e.Seq),
        { Beyond: { } seq } => entries.Where(e => e.Seq > seq).OrderBy(e => e.Seq),
        _ => entries.OrderBy(e => e.Seq),
    };
}
