using RelationSync.Domain.ErrorLog;

namespace RelationSync.Portal.ErrorLog;

/// <summary>Which entries of the error log a list shows; null leaves a matter open.</summary>
/// <param name="InboxId">Those of an inbox.</param>
/// <param name="Severity">Errors or warnings.</param>
/// <param name="Category">Those about this.</param>
/// <param name="From">Not before it.</param>
/// <param name="To">Before it.</param>
/// <param name="ActionId">Those of one action.</param>
/// <param name="State">Open, closed or settled ones.</param>
public sealed record ErrorFilter(
    long? InboxId = null,
    LogSeverity? Severity = null,
    LogCategory? Category = null,
    DateTimeOffset? From = null,
    DateTimeOffset? To = null,
    Guid? ActionId = null,
    EntryState? State = null)
{
    /// <summary>Those about an action, not about a whole connection.</summary>
    public bool OfActions { get; init; }

    /// <summary>Those with this code.</summary>
    public string? Code { get; init; }
}

/// <summary>Where an entry of the error log stands (R-E4).</summary>
public enum EntryState
{
    /// <summary>There is something to do about it.</summary>
    Open,

    /// <summary>It is over by itself: its action synced or was cancelled, its episode ended.</summary>
    Closed,

    /// <summary>A user marked it so.</summary>
    Settled,
}
