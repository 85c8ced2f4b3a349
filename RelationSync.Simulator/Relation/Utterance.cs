namespace RelationSync.Simulator.Relation;

/// <summary>One line of a chat.</summary>
/// <param name="SentBy">Mention name; null for a customer's line and for an automatic one.</param>
internal sealed record Utterance(long Id, bool IsSent, string Speaker, string? SentBy, bool IsAuto, DateTimeOffset SentAt, string Text);
