namespace RelationSync.Portal.Foundation;

/// <summary>Encrypts what the store keeps secret.</summary>
internal interface ISecretBox
{
    string Protect(SecretKind kind, string secret);

    /// <exception cref="System.Security.Cryptography.CryptographicException">The keys are not those it was protected with.</exception>
    string Unprotect(SecretKind kind, string protectedSecret);
}
