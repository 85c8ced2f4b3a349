namespace RelationSync.Portal.Salesforce.OAuth;

/// <summary>What the token endpoint has given.</summary>
/// <param name="RefreshToken">Null at a refresh without rotation: the old one goes on.</param>
/// <param name="OrgId">18 characters, from the identity URL.</param>
/// <param name="UserId">18 characters, from the identity URL.</param>
internal sealed record TokenAnswer(string AccessToken, string? RefreshToken, SalesforceUrl Instance, string OrgId, string UserId, string? Scope)
{
    /// <summary>Never the tokens.</summary>
    public override string ToString() => $"tokens of user {UserId} for {Instance}";
}
