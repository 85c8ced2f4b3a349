using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace RelationSync.Portal.Hosting.Provisioning;

/// <summary>By what entries are recognised at the next start. Secrets only through a key that the store has encrypted.</summary>
internal sealed class ProvisioningHashes(byte[] key)
{
    // A person's password may be guessed and is used elsewhere: as slow to try as a password hash.
    private const int PasswordRounds = 210_000;

    public static string Of(params string?[] parts) => Convert.ToBase64String(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(parts)));

    public string OfSecret(string secret) => Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(secret)));

    public string OfPassword(string password) =>
        Convert.ToBase64String(Rfc2898DeriveBytes.Pbkdf2(password, key, PasswordRounds, HashAlgorithmName.SHA512, 32));
}
