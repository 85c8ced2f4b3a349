using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RelationSync.Simulator.Orgs;

/// <summary>The key that an app's assertions are signed with.</summary>
internal static class AppCertificate
{
    public static bool IsReadable(string pem)
    {
        using var key = TryRead(pem);
        return key is not null;
    }

    public static bool Signed(string pem, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        using var key = TryRead(pem);
        return key is not null && key.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
    }

    private static RSA? TryRead(string pem)
    {
        try
        {
            if (!pem.Contains("PUBLIC KEY", StringComparison.Ordinal))
            {
                using var certificate = X509Certificate2.CreateFromPem(pem);
                return certificate.GetRSAPublicKey();
            }

            var key = RSA.Create();
            key.ImportFromPem(pem);
            return key;
        }
        catch (Exception problem) when (problem is CryptographicException or ArgumentException)
        {
            return null;
        }
    }
}
