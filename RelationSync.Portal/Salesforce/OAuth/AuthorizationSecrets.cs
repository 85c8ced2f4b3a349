namespace RelationSync.Portal.Salesforce.OAuth;

/// <summary>What is kept of one authorisation. The store keeps the secrets encrypted.</summary>
/// <param name="AccessToken">Null before the first refresh, as of one that was provisioned.</param>
/// <param name="Version">Grows with every change of the tokens.</param>
internal sealed record AuthorizationSecrets(
    Guid AuthorizationId,
    string LoginUrl,
    string ClientId,
    string? ClientSecret,
    string RefreshToken,
    string? AccessToken,
    string? InstanceUrl,
    string? OrgId,
    string? UserId,
    long Version)
{
    /// <summary>Of the JWT bearer flow, which has no refresh token; null: the web server flow.</summary>
    public SigningKey? SigningKey { get; init; }

    /// <summary>Salesforce refused it when it was last asked (R-A4, R-A7).</summary>
    public bool IsInTrouble { get; init; }

    /// <summary>Never the secrets.</summary>
    public override string ToString() => $"authorisation {AuthorizationId}, version {Version}";
}
