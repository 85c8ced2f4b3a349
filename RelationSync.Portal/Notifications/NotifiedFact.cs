using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>One thing that began or ended. Names are those of the moment.</summary>
/// <param name="Condition">What.</param>
/// <param name="Phase">Whether it began or ended.</param>
/// <param name="InboxId">Of the inbox.</param>
/// <param name="InboxKey">Of the inbox.</param>
/// <param name="InboxName">Of the inbox.</param>
/// <param name="TimeZone">The inbox's clock.</param>
/// <param name="ConnectionId">Null: it has none.</param>
/// <param name="Since">Since when it is or was so.</param>
/// <param name="Until">When all was well again; null: it goes on.</param>
/// <param name="Figure">Errors, late Events or minutes, as the condition is.</param>
/// <param name="Bound">What the figure is held against: errors, percent or minutes.</param>
public sealed record NotifiedFact(
    NotifiedCondition Condition,
    NotifiedPhase Phase,
    long InboxId,
    string InboxKey,
    string InboxName,
    string TimeZone,
    Guid? ConnectionId,
    DateTimeOffset Since,
    DateTimeOffset? Until,
    int Figure,
    int Bound);
