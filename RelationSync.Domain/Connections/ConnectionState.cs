namespace RelationSync.Domain.Connections;

/// <summary>Whether a connection may sync. Stored and shown by the codes of <c>GET /api/v1/connections</c>.</summary>
public enum ConnectionState
{
    /// <summary><c>active</c></summary>
    Active,

    /// <summary><c>authorization_expired</c>: Salesforce refuses the authorisation (R-A4).</summary>
    AuthorizationExpired,

    /// <summary><c>limit_reached</c>: nothing is sent until Salesforce lets it (R-L1).</summary>
    LimitReached,

    /// <summary><c>paused</c> by an administrator.</summary>
    Paused,

    /// <summary><c>blocked</c>: the org refuses our app or its API (R-A7).</summary>
    Blocked,
}
