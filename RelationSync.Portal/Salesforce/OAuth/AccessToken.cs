namespace RelationSync.Portal.Salesforce.OAuth;

/// <summary>A token to call an org with, and where.</summary>
/// <param name="OrgId">18 characters.</param>
/// <param name="UserId">18 characters.</param>
/// <param name="Version">That of the stored authorisation.</param>
internal sealed record AccessToken(string Value, SalesforceUrl Instance, string OrgId, string UserId, long Version)
{
    /// <summary>Never the token.</summary>
    public override string ToString() => $"token of user {UserId} for {Instance}";
}
