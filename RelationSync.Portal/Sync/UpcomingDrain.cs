using RelationSync.Domain.Sync;

namespace RelationSync.Portal.Sync;

/// <summary>A connection that has something to send, now or later.</summary>
/// <param name="ConnectionId">Whose it is.</param>
/// <param name="DueAt">When the first of its actions is due.</param>
/// <param name="LastDrainAt">When a drain of it ended last, on whatever node.</param>
/// <param name="Room">The calls that it has left.</param>
internal sealed record UpcomingDrain(Guid ConnectionId, DateTimeOffset DueAt, DateTimeOffset? LastDrainAt, CallRoom Room);
