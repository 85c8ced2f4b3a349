using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace RelationSync.Portal.Salesforce.OAuth;

/// <summary>A new key and its self-signed certificate, which an administrator uploads into the app.</summary>
/// <param name="PrivateKey">PEM (PKCS #8); to be stored encrypted.</param>
/// <param name="Certificate">PEM; not secret.</param>
internal sealed record SigningCertificate(string PrivateKey, string Certificate)
{
    private const int KeyBits = 2048;

    /// <summary>A new one means a new authorisation, so it outlives most servers.</summary>
    private const int Years = 10;

    public static SigningCertificate Create(DateTimeOffset now)
    {
        using var key = RSA.Create(KeyBits);
        var request = new CertificateRequest("CN=RelationSync", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddYears(Years));
        return new SigningCertificate(key.ExportPkcs8PrivateKeyPem(), certificate.ExportCertificatePem());
    }

    /// <summary>True if a text is the PEM of an RSA private key of 2048 bits or more, without a password.</summary>
    public static bool IsPrivateKey(string pem)
    {
        try
        {
            using var key = RSA.Create();
            key.ImportFromPem(pem);
            return key.KeySize >= KeyBits && key.ExportParameters(includePrivateParameters: true).D is not null;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Never the key.</summary>
    public override string ToString() => "key and certificate";
}
