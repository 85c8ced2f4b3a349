namespace RelationSync.Portal.Salesforce.OAuth;

/// <summary>Key of the JWT bearer flow, in place of a refresh token.</summary>
/// <param name="Username">The Salesforce user that it speaks for.</param>
/// <param name="PrivateKey">PEM; the app has its certificate.</param>
internal sealed record SigningKey(string Username, string PrivateKey)
{
    /// <summary>Never the key.</summary>
    public override string ToString() => $"signing key for {Username}";
}
