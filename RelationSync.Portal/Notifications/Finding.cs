using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Notifications;

/// <summary>A condition that holds now.</summary>
/// <param name="Condition">Which.</param>
/// <param name="InboxId">Whose.</param>
/// <param name="Since">Since when, as far as the store knows.</param>
/// <param name="Figure">See <see cref="NotifiedFact"/>.</param>
/// <param name="Bound">See <see cref="NotifiedFact"/>.</param>
internal sealed record Finding(NotifiedCondition Condition, long InboxId, DateTimeOffset Since, int Figure = 0, int Bound = 0);
