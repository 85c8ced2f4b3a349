namespace RelationSync.Simulator.Relation;

/// <summary>Where the API showed a message, and under which id.</summary>
internal sealed record MessagePlace(int BoxId, long TicketId, long MessageId);
