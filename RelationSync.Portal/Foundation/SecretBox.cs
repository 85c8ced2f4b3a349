using Microsoft.AspNetCore.DataProtection;

namespace RelationSync.Portal.Foundation;

/// <summary>Secrets under Data Protection, whose keys are in the store.</summary>
internal sealed class SecretBox(IDataProtectionProvider provider) : ISecretBox
{
    public string Protect(SecretKind kind, string secret) => For(kind).Protect(secret);

    public string Unprotect(SecretKind kind, string protectedSecret) => For(kind).Unprotect(protectedSecret);

    private IDataProtector For(SecretKind kind) => provider.CreateProtector("RelationSync.Secret.v1", kind.ToString());
}
