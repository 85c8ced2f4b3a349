namespace RelationSync.Portal.Salesforce.OAuth;

/// <summary>What the JWT bearer flow asks for tokens with, in place of a refresh token.</summary>
/// <param name="Username">The Salesforce user that it speaks for.</param>
/// <param name="PrivateKey">PEM; the app has its certificate.</param>
internal sealed record SigningKey(string Username, string PrivateKey)
{
    /// <summary>Never the key.</summary>
    public override string ToString() => $"signing key for {Username}";
}
