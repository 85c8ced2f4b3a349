namespace RelationSync.Simulator.Faults;

internal enum FaultKind
{
    Status,
    Html503,
    Hang,
    CloseBefore,
    CloseAfter,
    Truncate,
    RecordError,
    SubrequestStatus,
    RevokeTokens,
    Limit,
    Token5xx,
}
