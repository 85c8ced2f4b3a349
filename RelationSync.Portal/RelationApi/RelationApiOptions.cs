namespace RelationSync.Portal.RelationApi;

/// <summary>Section <c>RelationApi</c>: where Re:lation's API is.</summary>
internal sealed class RelationApiOptions
{
    public const string Section = "RelationApi";

    public const string Placeholder = "{subdomain}";

    public const string UsualBaseUrl = $"https://{Placeholder}.relationapp.jp";

    /// <summary>What stands before <c>/api/v2</c>, with the tenant's subdomain as <c>{subdomain}</c>. Another host only on loopback.</summary>
    public string BaseUrl { get; set; } = UsualBaseUrl;

    /// <summary>How long an answer may take. Default 30 seconds.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(30);
}
