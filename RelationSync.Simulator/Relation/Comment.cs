namespace RelationSync.Simulator.Relation;

/// <summary>An in-house comment on a message.</summary>
/// <param name="Type"><c>comment</c>, <c>request</c>, <c>approve</c>, <c>reject</c> …</param>
internal sealed record Comment(string? Commenter, string Type, string Text, DateTimeOffset At);
