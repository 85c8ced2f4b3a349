using RelationSync.Domain.Sync;

namespace RelationSync.Portal.Sync;

/// <summary>A connection that has something to send, now or later, or something left over by a process that may have died.</summary>
/// <param name="ConnectionId">Whose it is.</param>
/// <param name="DueAt">When the first of its actions is due, or was.</param>
/// <param name="LastDrainAt">When a drain of it ended last, on whatever node.</param>
/// <param name="LeaseVersion">Version of its lease while a process holds it, dead or alive; null: it is free.</param>
/// <param name="Room">The calls that it has left.</param>
internal sealed record UpcomingDrain(Guid ConnectionId, DateTimeOffset DueAt, DateTimeOffset? LastDrainAt, long? LeaseVersion, CallRoom Room);
