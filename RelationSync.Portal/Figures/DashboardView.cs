using RelationSync.Domain.Connections;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Figures;

/// <summary>All that the dashboard shows, of one moment. Times are UTC; "today" is the default zone's.</summary>
/// <param name="At">The moment.</param>
/// <param name="Sla">How today's Events kept the promise.</param>
/// <param name="Totals">All inboxes together.</param>
/// <param name="OldestPendingIn">Where the oldest pending one is.</param>
/// <param name="SyncedYesterday">Events of yesterday up to the same time.</param>
/// <param name="Connections">Each connection, those that need a person first.</param>
/// <param name="Happened">What just happened, newest first.</param>
/// <param name="WarningsToday">Actions with a warning of today.</param>
/// <param name="Throughput">What came in and went out over the last day.</param>
public sealed record DashboardView(
    DateTimeOffset At,
    SlaView Sla,
    ActionCounts Totals,
    InboxName? OldestPendingIn,
    int SyncedYesterday,
    ValueList<ConnectionView> Connections,
    ValueList<FeedItem> Happened,
    int WarningsToday,
    ThroughputView Throughput)
{
    /// <summary>Inboxes from which nothing has come for longer than set.</summary>
    public ValueList<SilentInbox> Silent { get; init; } = [];

    /// <summary>What is the matter; every page asks it.</summary>
    public Verdict Verdict { get; init; } = new(VerdictSentence.NothingYet, MissingActions.None, []);

    /// <summary>Yesterday up to the same time, to the minute.</summary>
    public static (DateTimeOffset From, DateTimeOffset To) YesterdaySoFar(DateTimeOffset now)
    {
        var today = DayBoundaries.Midnight(now, DayBoundaries.Default);
        var from = DayBoundaries.Midnight(today.AddTicks(-1), DayBoundaries.Default);
        return (from, from + TimeSpan.FromMinutes(Math.Floor((now - today).TotalMinutes)));
    }

    /// <summary>Due actions of connections that are held up: no person's patience helps them, only the next step.</summary>
    public int PendingHeldUp => Connections.Where(c => c.State is not ConnectionState.Active).Sum(c => c.Counts.Pending);
}

/// <summary>Something that just happened.</summary>
/// <param name="At">When.</param>
/// <param name="Kind">What.</param>
/// <param name="Inbox">Where.</param>
/// <param name="ActionId">The action, or null where it concerns the whole connection.</param>
/// <param name="Channel">Its channel's code.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Text">The customer of an Event, the code of an entry of the error log.</param>
/// <param name="Latency">How long an Event took.</param>
public sealed record FeedItem(
    DateTimeOffset At, FeedItemKind Kind, InboxName Inbox, Guid? ActionId, string? Channel, string? Subject, string? Text, TimeSpan? Latency)
{
    /// <summary>What an entry of the error log is about; null: it is an Event.</summary>
    public LogCategory? Category { get; init; }
}

/// <summary>What happened.</summary>
public enum FeedItemKind
{
    Synced,
    Warning,
    Error,
}
