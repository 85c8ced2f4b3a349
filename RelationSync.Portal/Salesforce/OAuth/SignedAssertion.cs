using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace RelationSync.Portal.Salesforce.OAuth;

/// <summary>The signed claim of the JWT bearer flow (RFC 7523; help.salesforce.com, "OAuth 2.0 JWT Bearer Flow"): this app speaks for that user, at this host.</summary>
internal static class SignedAssertion
{
    public const string GrantType = "urn:ietf:params:oauth:grant-type:jwt-bearer";

    /// <summary>Salesforce takes three minutes at most.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"RS256"}"""u8);

    public static string Of(string clientId, SigningKey key, string audience, DateTimeOffset now)
    {
        var claims = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, object>
        {
            ["iss"] = clientId,
            ["sub"] = key.Username,
            ["aud"] = audience,
            ["exp"] = (now + Lifetime).ToUnixTimeSeconds(),
        });
        var text = $"{Header}.{Base64Url.EncodeToString(claims)}";
        using var rsa = RSA.Create();
        rsa.ImportFromPem(key.PrivateKey);
        var signature = rsa.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return $"{text}.{Base64Url.EncodeToString(signature)}";
    }
}
