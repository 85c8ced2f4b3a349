namespace RelationSync.Simulator.Soql;

/// <summary>A value in a condition. Text keeps its escapes, because LIKE reads them otherwise.</summary>
internal sealed record Literal(LiteralKind Kind, string Text, object? Value);
