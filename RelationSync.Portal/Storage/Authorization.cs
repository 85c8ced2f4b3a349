namespace RelationSync.Portal.Storage;

/// <summary>A Salesforce user's approval of our app; one or more connections use it (R-A3). Secrets are encrypted. Times are UTC.</summary>
public sealed class Authorization
{
    public Guid Id { get; set; }

    /// <summary>Where tokens are asked for: login, test or My Domain host.</summary>
    public required string LoginUrl { get; set; }

    /// <summary>Where calls go; Salesforce names it with every token.</summary>
    public string? InstanceUrl { get; set; }

    /// <summary>18 characters.</summary>
    public string? OrgId { get; set; }

    /// <summary>18 characters: the default owner, if no other user fits (R-O4).</summary>
    public string? UserId { get; set; }

    public string? Username { get; set; }

    /// <summary>The connection's own app; null: the installation's.</summary>
    public string? ClientId { get; set; }

    public string? ClientSecretProtected { get; set; }

    /// <summary>Of an empty text for the JWT bearer flow, which has none.</summary>
    public required string RefreshTokenProtected { get; set; }

    /// <summary>PEM of the JWT bearer flow's private key, for <see cref="Username"/>; null: the web server flow.</summary>
    public string? SigningKeyProtected { get; set; }

    public string? AccessTokenProtected { get; set; }

    /// <summary>Grows with every change of tokens: compare and set.</summary>
    public long Version { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When Salesforce last gave a token (R-A5: at least weekly).</summary>
    public DateTimeOffset? RefreshedAt { get; set; }

    /// <summary>When Salesforce said that it no longer knows it (R-A4); null: it is good.</summary>
    public DateTimeOffset? GoneAt { get; set; }

    public string? GoneCode { get; set; }

    /// <summary>How often in a row Salesforce refused the refresh; the third makes it gone (R-A4).</summary>
    public int Refusals { get; set; }

    public DateTimeOffset? RefusedAt { get; set; }

    /// <summary>Since when the org refuses our app or the API (R-A7); null: it doesn't.</summary>
    public DateTimeOffset? BlockedAt { get; set; }

    public string? BlockedCode { get; set; }

    /// <summary>When Salesforce is asked again, while gone or blocked.</summary>
    public DateTimeOffset? AskAgainAt { get; set; }

    /// <summary>The org's API calls in the last 24 hours, of all its integrations, as last heard.</summary>
    public int? ApiUsed { get; set; }

    public int? ApiMax { get; set; }

    public DateTimeOffset? ApiSeenAt { get; set; }

    /// <summary>What the org allows, as JSON, and when it was read (a day long).</summary>
    public string? CapabilitiesJson { get; set; }

    public DateTimeOffset? CapabilitiesAt { get; set; }
}
