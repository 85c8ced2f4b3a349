namespace RelationSync.Portal.Salesforce.OAuth;

/// <summary>The app (External Client App) that we are to Salesforce.</summary>
/// <param name="ClientSecret">Null for a public app, which must not send one.</param>
internal sealed record SalesforceApp(string ClientId, string? ClientSecret)
{
    /// <summary>Never the secret.</summary>
    public override string ToString() => ClientId;
}
