namespace RelationSync.Portal.Salesforce.OAuth;

/// <summary>Who has authorised, for people to see.</summary>
internal sealed record SalesforceIdentity(string OrgId, string UserId, string? Username, string? Email, string? Name);
