namespace RelationSync.Portal.Foundation;

/// <summary>What a secret is for. Each kind has a key of its own: one can't be read as another. The names are stored: don't rename.</summary>
internal enum SecretKind
{
    InboxSecret,
    RefreshToken,
    AccessToken,
    ClientSecret,

    /// <summary>The key of the hashes by which provisioned secrets are recognised.</summary>
    ProvisioningKey,

    SmtpPassword,
    WebhookUrl,
    WebhookSecret,

    /// <summary>What an account's authenticator app makes its codes from.</summary>
    SecondFactor,

    /// <summary>The one-time code that makes the first administrator.</summary>
    SetupCode,

    /// <summary>The API token of a tenant of Re:lation.</summary>
    RelationToken,

    /// <summary>The private key of a JWT bearer authorisation.</summary>
    SigningKey,

    /// <summary>The ID token of a session that began at an identity provider.</summary>
    IdToken,
}
