namespace RelationSync.Simulator.Soql;

internal enum LiteralKind
{
    Text,
    Number,
    Boolean,
    Null,
    Date,
    DateTime,
    DateRange,
}
