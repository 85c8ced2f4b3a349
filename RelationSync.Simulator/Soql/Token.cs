namespace RelationSync.Simulator.Soql;

/// <summary>A piece of SOQL. Of a string, <c>Value</c> is what stood between the quotes, escapes not yet read.</summary>
internal readonly record struct Token(TokenKind Kind, string Value, int At)
{
    public bool Is(string keyword) => Kind == TokenKind.Word && string.Equals(Value, keyword, StringComparison.OrdinalIgnoreCase);

    public override string ToString() => Kind == TokenKind.End ? "<EOF>" : Value;
}
