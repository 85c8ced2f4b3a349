namespace RelationSync.Simulator.Orgs;

/// <summary>What an org's maker needs to use it as its administrator.</summary>
public sealed record OrgCredentials(string OrgId, string UserId, string AccessToken, string RefreshToken, string LoginUrl);
