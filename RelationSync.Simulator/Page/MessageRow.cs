namespace RelationSync.Simulator.Page;

internal sealed record MessageRow(long Id, long Ticket, string Box, string Method, string Action, string Title, DateTimeOffset? SentAt, bool Gone);
