using RelationSync.Domain.Operations;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>An inbox's source as its page shows it. Times are UTC by our clock.</summary>
/// <param name="Reading">How its box is read; null: none was chosen.</param>
public sealed record SourceView(InboxSources Sources, bool HasConnection, DateTimeOffset? SyncFrom, SourceReading? Reading, BackfillView? Backfill);

/// <summary>How a box is read, and how well.</summary>
/// <param name="CompleteThrough">Up to when everything was seen.</param>
/// <param name="Lag">What that is behind.</param>
/// <param name="Held">Messages of unknown channel codes, by code.</param>
public sealed record SourceReading(
    string Subdomain,
    long BoxId,
    string BoxName,
    string DefaultOperator,
    BoxRules Rules,
    RelationTenantState State,
    DateTimeOffset? StateSince,
    RelationBoxFault BoxFault,
    TimeSpan ClockOffset,
    DateTimeOffset? CompleteThrough,
    TimeSpan? Lag,
    int Waiting,
    int Late,
    IReadOnlyList<WaitingMessage> FoundLate,
    int FoundLateCount,
    IReadOnlyDictionary<string, int> Held,
    int UnknownStates,
    IReadOnlyList<UnreadableTicket> Unreadable,
    IReadOnlyList<WaitingMessage> Automatic,
    int AutomaticCount,
    IReadOnlyList<string> PromisingMembers,
    BudgetSum Budget)
{
    /// <summary>Tickets with a message that cannot be read; their other messages are.</summary>
    public int PartlyUnreadable { get; init; }

    /// <summary>Null unless tickets of the tenant are late.</summary>
    public CatchingUp? CatchingUp { get; init; }

    /// <summary>Since when an administrator has paused it; null: it is read.</summary>
    public DateTimeOffset? PausedAt { get; init; }
}

/// <summary>Progress after an outage or a flood.</summary>
/// <param name="Tickets">Of the whole tenant, which shares one limit.</param>
/// <param name="About">Null while new changes leave no request for them.</param>
public sealed record CatchingUp(int Tickets, TimeSpan? About)
{
    public static CatchingUp? Of(int waiting, int late, BudgetSum budget) => late == 0
        ? null
        : new CatchingUp(waiting, budget.Available - budget.Total is var free and >= 1 ? TimeSpan.FromMinutes(Math.Ceiling(waiting / free)) : null);
}

/// <summary>A message that is synced only if an administrator wants it: it was found late, or looked automatic.</summary>
public sealed record WaitingMessage(long MessageId, long TicketId, string Method, DateTimeOffset? SentAt, DateTimeOffset SeenAt);

/// <summary>A ticket that couldn't be read for a day.</summary>
public sealed record UnreadableTicket(long TicketId, DateTimeOffset Since, int Attempts);

/// <summary>A tenant's minute as a sum anyone can check.</summary>
/// <param name="Left">Requests left in this window, as Re:lation said last; null: it never did.</param>
/// <param name="Scans">Requests a minute that scans take: pages over the period.</param>
/// <param name="Reads">Requests a minute that reading what changed takes, by the last ten minutes.</param>
public sealed record BudgetSum(int Limit, int? Left, int Reserve, int Others, int Boxes, int Pages, int PeriodSeconds, double Scans, double Reads)
{
    public int Available => Limit - Reserve;

    public double Total => Scans + Reads;

    public bool IsOver => Total > Available;
}

/// <summary>A back-fill and how far it is.</summary>
public sealed record BackfillView(DateTimeOffset From, DateTimeOffset Until, DateTimeOffset SearchedTo, int Found, int Waiting, bool IsPaused, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt)
{
    public int Read => Math.Max(0, Found - Waiting);
}
