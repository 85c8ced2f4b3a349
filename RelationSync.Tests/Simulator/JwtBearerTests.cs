using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;

namespace RelationSync.Tests.Simulator;

[Collection(nameof(SimulatorGroup))]
public sealed class JwtBearerTests(SimulatorFixture simulator) : IDisposable
{
    private readonly RSA _key = RSA.Create(2048);

    private static long Now => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();

    public void Dispose() => _key.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public async Task Assertion_ThatExpiresInSecondsOrMilliseconds_GivesATokenWithoutRefresh(int unit)
    {
        var org = await CreateAsync();

        var answer = await SendAsync(org, new { iss = "app", sub = Admin(org), aud = org.Url, exp = (Now + 120) * unit });

        Assert.True(answer.Status == 200, answer.Text);
        Assert.Null(answer.Json["refresh_token"]);
        Assert.Equal(200, (await org.SendAsync("GET", SimulatedOrg.Data + "/limits", token: (string)answer.Json["access_token"]!)).Status);
    }

    [Fact]
    public async Task Assertion_ThatIsWrong_IsRefusedForWhatIsWrong()
    {
        var org = await CreateAsync();
        await org.AddAsync($$"""{"User":[{"Username":"other@{{org.Name}}.example","LastName":"他"}]}""");
        using var stranger = RSA.Create(2048);

        Assert.Equal(("OAUTH_AUTHORIZATION_BLOCKED", "Cross-org OAuth flows are not supported for this external client app"), await RefusalAsync(org, iss: "unknown"));
        Assert.Equal(("invalid_client", "invalid client credentials"), await RefusalAsync(org, iss: "unsigned"));
        Assert.Equal(("invalid_app_access", "user is not admin approved to access this app"), await RefusalAsync(org, iss: "blocked"));
        Assert.Equal(("invalid_grant", "Audience validation failed"), await RefusalAsync(org, aud: "https://elsewhere.example"));
        Assert.Equal(("invalid_grant", "expired assertion"), await RefusalAsync(org, exp: Now - 1));
        Assert.Equal(("invalid_grant", "expired assertion"), await RefusalAsync(org, exp: (Now - 1) * 1000));
        Assert.Equal(("invalid_grant", "user hasn't approved this consumer"), await RefusalAsync(org, sub: "nobody@example.com"));
        Assert.Equal(("invalid_grant", "user hasn't approved this consumer"), await RefusalAsync(org, sub: $"other@{org.Name}.example"));
        Assert.Equal(("invalid_grant", "invalid assertion"), await RefusalAsync(org, key: stranger));
        Assert.Equal("invalid_grant", (await AssertAsync(org, "x.y")).Error);
    }

    private static string Admin(SimulatedOrg org) => $"admin@{org.Name}.example";

    private static Task<Answer> AssertAsync(SimulatedOrg org, string assertion) =>
        org.TokenAsync(("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", assertion));

    private static string Encode(ReadOnlySpan<byte> bytes) => Base64Url.EncodeToString(bytes);

    private async Task<SimulatedOrg> CreateAsync()
    {
        var name = $"jwt{Guid.NewGuid():N}";
        var request = new CertificateRequest("CN=app", _key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        string[] users = [$"admin@{name}.example"];
        var pem = certificate.ExportCertificatePem();
        return await SimulatedOrg.CreateAsync(simulator, name, new
        {
            apps = new object[]
            {
                new { client_id = "app", certificate = pem, users },
                new { client_id = "blocked", certificate = pem, users, state = "blocked" },
                new { client_id = "unsigned", users },
            },
        });
    }

    private Task<Answer> SendAsync(SimulatedOrg org, object claims, RSA? key = null)
    {
        var text = Encode("""{"alg":"RS256"}"""u8) + "." + Encode(JsonSerializer.SerializeToUtf8Bytes(claims));
        var signature = (key ?? _key).SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        return AssertAsync(org, $"{text}.{Encode(signature)}");
    }

    private async Task<(string? Error, string? Description)> RefusalAsync(SimulatedOrg org, string iss = "app", string? sub = null, string? aud = null, long? exp = null, RSA? key = null)
    {
        var answer = await SendAsync(org, new { iss, sub = sub ?? Admin(org), aud = aud ?? org.Url, exp = exp ?? (Now + 60) }, key);
        Assert.Equal(400, answer.Status);
        return (answer.Error, (string?)answer.Json["error_description"]);
    }
}
