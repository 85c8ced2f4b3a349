namespace RelationSync.Simulator.OAuth;

/// <summary>What an access token stands for.</summary>
internal sealed record Session(string Token, string UserId, string ClientId, string Scope, DateTimeOffset IssuedAt, DateTimeOffset ExpiresAt, Approval? Approval);
