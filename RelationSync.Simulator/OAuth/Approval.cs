namespace RelationSync.Simulator.OAuth;

/// <summary>That a user let an app in. It lives as long as its refresh token, which may rotate.</summary>
internal sealed class Approval(string userId, string? clientId, string scope, DateTimeOffset at)
{
    public string UserId => userId;

    /// <summary>Null for what the control plane hands out: any app may use it.</summary>
    public string? ClientId => clientId;

    public string Scope => scope;

    public DateTimeOffset At { get; } = at;

    public DateTimeOffset LastUsedAt { get; set; } = at;

    public string? RefreshToken { get; set; }

    public bool Revoked { get; set; }
}
