namespace RelationSync.Simulator.OAuth;

/// <summary>An authorisation code between the redirect and its exchange.</summary>
internal sealed record PendingCode(string UserId, string ClientId, string RedirectUri, string Scope, string? Challenge, DateTimeOffset ExpiresAt);
