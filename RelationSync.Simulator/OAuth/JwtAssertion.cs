using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using RelationSync.Simulator.Orgs;

namespace RelationSync.Simulator.OAuth;

/// <summary>The signed claim of the JWT bearer grant: this app speaks for that user.</summary>
internal sealed class JwtAssertion
{
    /// <summary>Seconds of a time to come have ten digits for a long while, milliseconds thirteen.</summary>
    private const long LeastMilliseconds = 100_000_000_000;

    private readonly string _signed;
    private readonly byte[] _signature;
    private readonly Dictionary<string, string> _header;
    private readonly Dictionary<string, string> _claims;

    public JwtAssertion(string text)
    {
        if (text.Split('.') is not [var header, var payload, var signature])
        {
            throw Invalid();
        }

        try
        {
            _signed = $"{header}.{payload}";
            _signature = Base64Url.DecodeFromChars(signature);
            _header = Members(header);
            _claims = Members(payload);
        }
        catch (Exception problem) when (problem is JsonException or FormatException or InvalidOperationException or ArgumentException)
        {
            throw Invalid();
        }
    }

    public string Issuer => _claims.GetValueOrDefault("iss") ?? string.Empty;

    public string Subject => _claims.GetValueOrDefault("sub") ?? _claims.GetValueOrDefault("prn") ?? string.Empty;

    /// <summary>Checks all that an org checks but the user. An org that takes any app has no certificate to check with.</summary>
    public void Check(Org org, string baseUrl)
    {
        if (org.Apps is not null)
        {
            CheckApp(AppPolicy.Find(org, Issuer));
        }

        string[] audiences = [baseUrl, org.InstanceUrl(baseUrl), "https://login.salesforce.com", "https://test.salesforce.com"];
        if (!audiences.Contains(_claims.GetValueOrDefault("aud")?.TrimEnd('/'), StringComparer.OrdinalIgnoreCase))
        {
            throw new OAuthError("invalid_grant", "Audience validation failed");
        }

        if (!long.TryParse(_claims.GetValueOrDefault("exp"), NumberStyles.None, CultureInfo.InvariantCulture, out var expires)
            || Milliseconds(expires) <= org.Clock.GetUtcNow().ToUnixTimeMilliseconds())
        {
            throw new OAuthError("invalid_grant", "expired assertion");
        }
    }

    private static OAuthError Invalid() => new("invalid_grant", "invalid assertion");

    private static long Milliseconds(long expires) => expires >= LeastMilliseconds ? expires : expires * 1000;

    private static Dictionary<string, string> Members(string part)
    {
        using var json = JsonDocument.Parse(Base64Url.DecodeFromChars(part));
        return json.RootElement.EnumerateObject().ToDictionary(p => p.Name, p => p.Value.ToString());
    }

    private void CheckApp(AppSettings? app)
    {
        if (app?.Certificate is not { } pem)
        {
            throw new OAuthError("invalid_client", "invalid client credentials");
        }

        if (_header.GetValueOrDefault("alg") != "RS256" || !AppCertificate.Signed(pem, Encoding.ASCII.GetBytes(_signed), _signature))
        {
            throw Invalid();
        }
    }
}
