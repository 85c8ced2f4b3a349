namespace RelationSync.Simulator.Soql;

internal enum TokenKind
{
    Word,
    Text,
    Number,
    Date,
    DateTime,
    Open,
    Close,
    Comma,
    Operator,
    End,
}
