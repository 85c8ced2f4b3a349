namespace RelationSync.Portal.Salesforce.OAuth;

/// <summary>What a refresh has brought. The refresh token is the old one where Salesforce doesn't rotate.</summary>
internal sealed record NewTokens(string RefreshToken, string AccessToken, string InstanceUrl, string OrgId, string UserId)
{
    /// <summary>Never the secrets.</summary>
    public override string ToString() => $"tokens of user {UserId}";
}
