namespace RelationSync.Simulator.Relation.Acts;

/// <summary>What an act made or touched; no message where it concerns a whole ticket.</summary>
internal sealed record ActResult(long TicketId, long? MessageId);
