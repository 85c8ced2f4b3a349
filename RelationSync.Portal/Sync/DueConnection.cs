namespace RelationSync.Portal.Sync;

/// <summary>A connection that is worth a drain now.</summary>
/// <param name="DueAt">When the first of its actions was due; now, if there is only something left over or a limit to ask about.</param>
internal sealed record DueConnection(Guid ConnectionId, DateTimeOffset DueAt);
