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
    /// <summary>Entries shown.</summary>
    public int Count => Groups.Sum(g => g.Count);

    /// <summary>Failed actions behind them. One that failed in two ways counts twice.</summary>
    public int Failed => Groups.Sum(g => g.Failed);
}

/// <summary>All entries of a kind.</summary>
/// <param name="Key">The kind.</param>
/// <param name="Count">How many entries.</param>
/// <param name="FirstAt">The oldest of them.</param>
/// <param name="LastAt">The newest of them.</param>
/// <param name="Actions">How many actions they are about.</param>
/// <param name="Failed">How many of those are failed now, and may be tried again.</param>
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
    string? LastArguments);
