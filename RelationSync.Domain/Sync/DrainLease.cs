namespace RelationSync.Domain.Sync;

/// <summary>The right to drain one connection, under a number that later leases exceed.</summary>
public sealed record DrainLease(Guid ConnectionId, Guid Owner, long Fence);
