using RelationSync.Domain.Actions;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Domain.Sync;

/// <summary>An action that a drain has taken on, with what its operations say now.</summary>
/// <param name="Derived">Null where its operations no longer make it an action.</param>
public sealed record ClaimedAction(
    long Seq,
    Guid Id,
    ActionIntent Intent,
    string? EventId,
    int Attempts,
    DateTimeOffset? FailingSince,
    WriteCertainty Doubt,
    DateTimeOffset? SentAt,
    DerivedAction? Derived)
{
    /// <summary>Of a write in doubt: what else it may have been made of, before the latest operations came in.</summary>
    public IReadOnlyList<ActionContent> Earlier { get; init; } = [];

    /// <summary>Of a write in doubt: whether it was sent without the marker.</summary>
    public bool SentUnmarked { get; init; }

    /// <summary>Of a write in doubt: whom it was sent for. Of one without the marker that is known always, for it is stored before it is sent.</summary>
    public SentRelations? Sent { get; init; }

    /// <summary>Owner and times that its Event was last written with; null: never, or before that was kept.</summary>
    public WrittenAs? Written { get; init; }

    /// <summary>18-character id of the org that it was last written to; null: never, or before that was kept.</summary>
    public string? WrittenTo { get; init; }

    /// <summary>A test operation's: no Salesforce user is created for it (R-O3).</summary>
    public bool IsTest { get; init; }

    /// <summary>When its Event was known to stand; null: never.</summary>
    public DateTimeOffset? SyncedAt { get; init; }
}

/// <summary>Owner and times of an Event as they were last written.</summary>
public sealed record WrittenAs(string OwnerId, DateTimeOffset Start, DateTimeOffset End);
