namespace RelationSync.Simulator.Relation.Faults;

internal enum RelationFaultKind
{
    Status,
    Forbidden,
    Html503,
    Hang,
    Truncate,
    WrongType,
    UnknownField,
    UnknownMethod,
    UnknownAction,
    RevokeToken,
}
