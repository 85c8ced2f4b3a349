using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.ErrorLog;

/// <summary>The error log, grouped by kind. Times are UTC.</summary>
/// <param name="Filter">What was asked for.</param>
/// <param name="Groups">Errors first, then those that are most.</param>
/// <param name="Errors">Actions with errors, and errors about no action, whatever severity was asked for.</param>
/// <param name="Warnings">The same of warnings.</param>
/// <param name="Inboxes">To choose from.</param>
/// <param name="At">The moment of the figures.</param>
public sealed record ErrorLogView(
    ErrorLogFilter Filter,
    IReadOnlyList<ErrorGroup> Groups,
    int Errors,
    int Warnings,
    IReadOnlyList<InboxName> Inboxes,
    DateTimeOffset At)
{
    /// <summary>More than so many overdue actions aren't counted.</summary>
    public const int MostOverdue = 1000;

    /// <summary>Actions without an Event, under what they last failed for (R-E4).</summary>
    public IEnumerable<ErrorGroup> WithoutEvent => Groups.Where(g => g.IsWithoutEvent);

    /// <summary>Events that differ from what was meant, and warnings about no action.</summary>
    public IEnumerable<ErrorGroup> Differing => Groups.Where(g => g.Key.Severity is LogSeverity.Warning);

    /// <summary>Errors about a whole connection, until they end.</summary>
    public IEnumerable<ErrorGroup> OfConnections => Groups.Where(g => g.Key.Severity is LogSeverity.Error && g.Actions == 0);

    /// <summary>The last retry of each cause, whether or not anything of it is still open.</summary>
    public IReadOnlyList<RetryView> Retries { get; init; } = [];

    /// <summary>Who can be made owner of a cause.</summary>
    public IReadOnlyList<Person> People { get; init; } = [];

    /// <summary>Failed actions that were settled without an Event: they count as missed.</summary>
    public int SettledWithoutEvent { get; init; }

    /// <summary>Actions that should have had their Event five minutes ago and have none. Null: there are none, or something is open.</summary>
    public OverdueActions? Overdue { get; init; }

    /// <summary>When an error last closed by itself; null: none has, or some are open.</summary>
    public DateTimeOffset? ClearedAt { get; init; }

    /// <summary>What is shown, counted in actions; what is about no action, in entries.</summary>
    public int Count => Groups.Sum(g => g.Affected);

    /// <summary>Failed actions behind them that may be retried.</summary>
    public int Failed => Groups.Sum(g => g.Retryable);
}

/// <summary>Actions that are late for a reason that is in no log.</summary>
/// <param name="Set">Which; null: failed ones.</param>
/// <param name="Count">At most <see cref="ErrorLogView.MostOverdue"/>.</param>
public sealed record OverdueActions(ActionSet? Set, int Count);

/// <summary>All entries of a kind.</summary>
/// <param name="Key">The kind.</param>
/// <param name="Count">How many entries.</param>
/// <param name="FirstAt">The oldest of them.</param>
/// <param name="LastAt">The newest of them.</param>
/// <param name="Actions">How many actions they are about.</param>
/// <param name="Failed">How many of those are failed now.</param>
/// <param name="Inboxes">Whose they are.</param>
/// <param name="LastMessage">What the newest of them says.</param>
/// <param name="LastArguments">Of our own sentence; null: it is Salesforce's.</param>
public sealed record ErrorGroup(
    ErrorGroupKey Key,
    int Count,
    DateTimeOffset FirstAt,
    DateTimeOffset LastAt,
    int Actions,
    int Failed,
    IReadOnlyList<InboxName> Inboxes,
    string LastMessage,
    string? LastArguments)
{
    /// <summary>Customers behind them; null: too many to count.</summary>
    public int? Customers { get; init; }

    /// <summary>The action of the newest entry.</summary>
    public Guid? LastAction { get; init; }

    /// <summary>Event fields that the newest refusal names.</summary>
    public IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>When the cause was over before it came again; null: it is new.</summary>
    public DateTimeOffset? OverBefore { get; init; }

    /// <summary>Different messages of its entries, most frequent first; empty: too many entries to compare.</summary>
    public IReadOnlyList<ErrorMessage> Messages { get; init; } = [];

    /// <summary>Who sees to it, and what they noted.</summary>
    public CauseCare? Care { get; init; }

    /// <summary>Actions, never attempts (R-E4); of a kind that is about no action, its entries.</summary>
    public int Affected => Actions > 0 ? Actions : Count;

    public bool IsWithoutEvent => Key.Severity is LogSeverity.Error && Actions > 0;

    /// <summary>Whether somebody has to say what became of them before anything is written again (R-D2).</summary>
    public bool AwaitsAnswer => Key.Code == OwnCodes.OutcomeUnknown;

    /// <summary>Failed actions that a retry takes on.</summary>
    public int Retryable => AwaitsAnswer ? 0 : Failed;
}

/// <summary>What some entries of a kind say.</summary>
/// <param name="Message">In Salesforce's own words, or ours in English.</param>
/// <param name="Arguments">Of our own sentence; null: it is Salesforce's.</param>
/// <param name="Customers">How many customers' actions it was said of.</param>
public sealed record ErrorMessage(string Message, string? Arguments, int Customers);

/// <summary>Who sees to a cause of errors. Times are UTC.</summary>
/// <param name="OwnerId">Null: nobody yet.</param>
/// <param name="Owner">Their email address.</param>
/// <param name="OwnedAt">Since when.</param>
/// <param name="Note">What was noted.</param>
/// <param name="NotedBy">Who noted it.</param>
/// <param name="NotedAt">When.</param>
public sealed record CauseCare(Guid? OwnerId, string? Owner, DateTimeOffset? OwnedAt, string? Note, string? NotedBy, DateTimeOffset? NotedAt);

/// <summary>Somebody who can retry and resolve.</summary>
public sealed record Person(Guid Id, string Email);

/// <summary>How far the last retry of a cause has come.</summary>
/// <param name="Id">What closes it.</param>
/// <param name="Key">The cause.</param>
/// <param name="At">UTC.</param>
/// <param name="By">Email address of who retried.</param>
/// <param name="Total">Actions retried.</param>
/// <param name="Synced">Those that have their Event now.</param>
/// <param name="Failed">Those that failed again.</param>
/// <param name="Over">Those that need none any more.</param>
public sealed record RetryView(Guid Id, ErrorGroupKey Key, DateTimeOffset At, string By, int Total, int Synced, int Failed, int Over)
{
    /// <summary>Those not tried yet.</summary>
    public int Left => Total - Synced - Failed - Over;
}
