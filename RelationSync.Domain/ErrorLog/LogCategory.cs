namespace RelationSync.Domain.ErrorLog;

/// <summary>What an entry of the error log is about; the codes of <c>GET /api/v1/errors</c> in lower snake case.</summary>
public enum LogCategory
{
    Authorization,
    Limit,
    Transient,
    Permission,
    Validation,
    DuplicateRule,
    Owner,
    Target,
    Type,
    Truncated,
    Times,
    CancelledLate,
    Other,
}
