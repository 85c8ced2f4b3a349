using RelationSync.Portal.Foundation;

namespace RelationSync.Benchmarks.Polling;

/// <summary>Secrets that nobody has to keep.</summary>
internal sealed class PlainSecrets : ISecretBox
{
    public string Protect(SecretKind kind, string secret) => secret;

    public string Unprotect(SecretKind kind, string protectedSecret) => protectedSecret;
}
