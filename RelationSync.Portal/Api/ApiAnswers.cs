namespace RelationSync.Portal.Api;

/// <summary>A page of a list: <paramref name="Next"/> is the value for <c>after</c>, null at the end.</summary>
internal sealed record ApiPage<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>One of <c>GET /api/v1/connections</c>.</summary>
internal sealed record ApiConnection(
    Guid Id, string Inbox, string State, string Targets, int Pending, int Failed, long? OldestPendingSeconds);

/// <summary>One of <c>GET /api/v1/actions</c>. Times are UTC.</summary>
internal sealed record ApiAction(
    Guid Id,
    string Inbox,
    string Channel,
    string ActivityId,
    string Status,
    DateTime TriggerAt,
    DateTime? SyncedAt,
    string? SalesforceEventId,
    int Attempts,
    string? LastError);

/// <summary>One of <c>GET /api/v1/errors</c>. Times are UTC.</summary>
internal sealed record ApiError(
    string Id,
    DateTime At,
    string Inbox,
    string Severity,
    string Category,
    string Code,
    string Message,
    string Guidance,
    Guid? ActionId,
    string State,
    DateTime? ClosedAt);
