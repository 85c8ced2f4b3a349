using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.Actions;

/// <summary>What a drain found out about one action that it had claimed.</summary>
/// <param name="Seq">The action.</param>
/// <param name="Intent">What the drain was after.</param>
/// <param name="Status">Synced, pending (again at <paramref name="DueAt"/>), failed or cancelled.</param>
/// <param name="EventId">The Event, where known.</param>
/// <param name="SyncedAt">When Salesforce confirmed it, UTC.</param>
/// <param name="DueAt">When to try again; null leaves it.</param>
/// <param name="Attempts">Tries so far, this one included.</param>
/// <param name="FailingSince">When the present run of failures began.</param>
/// <param name="Doubt">Whether an Event may stand that we don't know of.</param>
/// <param name="SentAt">When the write in doubt was sent.</param>
/// <param name="Failure">The failure that this try ended with, or null.</param>
/// <param name="Notes">Entries for the error log.</param>
public sealed record Settlement(
    long Seq,
    ActionIntent Intent,
    ActionStatus Status,
    string? EventId,
    DateTimeOffset? SyncedAt,
    DateTimeOffset? DueAt,
    int Attempts,
    DateTimeOffset? FailingSince,
    WriteCertainty Doubt,
    DateTimeOffset? SentAt,
    SalesforceFailure? Failure,
    IReadOnlyList<LogNote> Notes)
{
    /// <summary>The write in doubt was sent without the marker.</summary>
    public bool SentUnmarked { get; init; }

    /// <summary>Its Event was found by what it says: nothing but the store knows whether another process has just given it to another action.</summary>
    public bool Recognised { get; init; }

    /// <summary>What its Event was changed to by this try (R-P6).</summary>
    public EventChange? Changed { get; init; }

    /// <summary>The Event as it was sent, where it was or may have been written by this try.</summary>
    public SentEvent? Sent { get; init; }

    /// <summary>The Event as this try last sent it, refused or not; null: nothing was sent.</summary>
    public SentEvent? Tried { get; init; }
}
