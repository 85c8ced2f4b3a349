namespace RelationSync.Simulator.Relation;

internal sealed record IndexedMessage(Message Message, long Id, string Method, string Action, DateTimeOffset? SentAt);
