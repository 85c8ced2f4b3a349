using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;

namespace RelationSync.Tests.Simulator;

[Collection(nameof(SimulatorGroup))]
public sealed class OAuthTests(SimulatorFixture simulator)
{
    private const string Callback = "http://127.0.0.1:9/callback?a=b";
    private const string Verifier = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJ";

    private static string Challenge => Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes(Verifier)));

    [Theory]
    [InlineData("&code_challenge_method=S256")]
    [InlineData("")]
    public async Task CodeFlow_WithPkce_GivesTokensThatWork(string method)
    {
        var org = await simulator.CreateOrgAsync();
        var back = await AuthorizeAsync(org, "allow", $"&state=s%201&code_challenge={Challenge}{method}");

        var answer = await ExchangeAsync(org, back["code"]!, ("code_verifier", Verifier));

        Assert.Equal("s 1", back["state"]);
        Assert.Equal("b", back["a"]);
        Assert.Contains('!', (string)answer.Json["access_token"]!);
        Assert.NotNull(answer.Json["refresh_token"]);
        Assert.Equal(org.Url, (string)answer.Json["instance_url"]!);
        Assert.Equal($"{org.Url}/id/{org.OrgId}/{org.AdminId}", (string)answer.Json["id"]!);
        Assert.IsAssignableFrom<string>((string?)answer.Json["issued_at"]);
        Assert.Null(answer.Json["expires_in"]);
        Assert.Equal(200, (await org.SendAsync("GET", SimulatedOrg.Data + "/limits", token: (string)answer.Json["access_token"]!)).Status);
    }

    [Fact]
    public async Task Code_UsedTwice_IsRefused()
    {
        var org = await simulator.CreateOrgAsync();
        var code = (await AuthorizeAsync(org, "allow"))["code"]!;
        await ExchangeAsync(org, code);

        var again = await ExchangeAsync(org, code);

        Assert.Equal((400, "invalid_grant"), (again.Status, again.Error));
    }

    [Fact]
    public async Task Code_WithTheWrongDetails_IsRefused()
    {
        var org = await simulator.CreateOrgAsync();
        async Task<string> Code() => (await AuthorizeAsync(org, "allow", $"&code_challenge={Challenge}"))["code"]!;

        Assert.Equal("invalid_grant", (await ExchangeAsync(org, await Code())).Error);
        Assert.Equal("invalid_request", (await ExchangeAsync(org, await Code(), ("code_verifier", new string('x', 43)))).Error);
        Assert.Equal("redirect_uri_mismatch", (await org.TokenAsync(("grant_type", "authorization_code"), ("code", await Code()), ("client_id", "app"), ("redirect_uri", Callback + "/"), ("code_verifier", Verifier))).Error);
        Assert.Equal("unsupported_grant_type", (await org.TokenAsync(("grant_type", "password"))).Error);
    }

    [Fact]
    public async Task Authorize_Denied_ComesBackWithAnError()
    {
        var org = await simulator.CreateOrgAsync();

        var back = await AuthorizeAsync(org, "deny");

        Assert.Equal("access_denied", back["error"]);
        Assert.False(back.ContainsKey("code"));
    }

    [Fact]
    public async Task Authorize_WithoutAutomaticAnswer_ShowsAPage()
    {
        var org = await simulator.CreateOrgAsync();
        await org.AddAsync("""{"User":[{"Username":"page@oauth.example","LastName":"頁"}]}""");

        var page = await org.SendAsync("GET", $"/services/oauth2/authorize?response_type=code&client_id=app&redirect_uri={Uri.EscapeDataString(Callback)}", token: string.Empty);
        var allowed = await org.SendAsync("POST", "/services/oauth2/authorize", Form(("response_type", "code"), ("client_id", "app"), ("redirect_uri", Callback), ("user", "page@oauth.example"), ("decision", "allow")), token: string.Empty);

        Assert.Contains("data-testid=\"sim-user\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("data-testid=\"sim-allow\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("data-testid=\"sim-deny\"", page.Text, StringComparison.Ordinal);
        Assert.Contains("page@oauth.example", page.Text, StringComparison.Ordinal);
        Assert.Equal(302, allowed.Status);
        Assert.Contains("code=", allowed.Header("Location")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Refresh_WithoutRotation_KeepsTheToken()
    {
        var org = await simulator.CreateOrgAsync();

        var first = await org.RefreshAsync(org.RefreshToken);
        var second = await org.RefreshAsync(org.RefreshToken, "another-app");

        Assert.Equal((200, 200), (first.Status, second.Status));
        Assert.Null(first.Json["refresh_token"]);
    }

    [Fact]
    public async Task Refresh_WithRotation_KillsTheOldTokenAtOnce()
    {
        var org = await simulator.CreateOrgAsync(new { rotation = true });

        var first = await org.RefreshAsync(org.RefreshToken);
        var second = await org.RefreshAsync((string)first.Json["refresh_token"]!);
        var reused = await org.RefreshAsync(org.RefreshToken);

        Assert.Equal(200, second.Status);
        Assert.Equal((400, "invalid_grant"), (reused.Status, reused.Error));
        Assert.Equal("expired access/refresh token", (string)reused.Json["error_description"]!);
    }

    [Fact]
    public async Task SixthApproval_OfOneUserAndApp_EndsTheOldest()
    {
        var org = await simulator.CreateOrgAsync();
        var tokens = await ApproveAsync(org, 6);

        var results = await Task.WhenAll(tokens.Select(t => org.RefreshAsync(t, "app")));

        Assert.Equal([400, 200, 200, 200, 200, 200], results.Select(r => r.Status));
    }

    [Fact]
    public async Task SixthApproval_ByLeastUse_SparesWhatWasUsed()
    {
        var org = await simulator.CreateOrgAsync(new { approval_policy = "least_recently_used" });
        var tokens = await ApproveAsync(org, 5);
        await org.RefreshAsync(tokens[0], "app");
        tokens.AddRange(await ApproveAsync(org, 1));

        var results = await Task.WhenAll(tokens.Select(t => org.RefreshAsync(t, "app")));

        Assert.Equal([200, 400, 200, 200, 200, 200], results.Select(r => r.Status));
    }

    [Fact]
    public async Task Revoke_OfARefreshToken_EndsItsAccessTokensToo()
    {
        var org = await simulator.CreateOrgAsync();

        var revoked = await org.SendAsync("POST", "/services/oauth2/revoke", Form(("token", org.RefreshToken)), token: string.Empty);

        Assert.Equal(200, revoked.Status);
        Assert.Equal("INVALID_SESSION_ID", (await org.GetAsync("/limits")).Error);
        Assert.Equal("invalid_grant", (await org.RefreshAsync(org.RefreshToken)).Error);
    }

    [Fact]
    public async Task RevokingAUser_EndsTheirTokensOnly()
    {
        var org = await simulator.CreateOrgAsync();

        await org.ControlAsync("POST", $"/users/{org.AdminId}/revoke");

        Assert.Equal(401, (await org.GetAsync("/limits")).Status);
        Assert.Equal("invalid_grant", (await org.RefreshAsync(org.RefreshToken)).Error);
    }

    [Fact]
    public async Task Identity_ByUserInfoAndIdUrl_TellsWhoSignedIn()
    {
        var org = await simulator.CreateOrgAsync();

        var info = await org.SendAsync("GET", "/services/oauth2/userinfo");
        var id = await org.SendAsync("GET", (string)info.Json["sub"]!);
        var introspected = await org.SendAsync("POST", "/services/oauth2/introspect", Form(("token", org.AccessToken), ("client_id", "x")), token: string.Empty);

        Assert.Equal($"admin@{org.Name}.example", (string)info.Json["preferred_username"]!);
        Assert.Equal(org.OrgId, (string)id.Json["organization_id"]!);
        Assert.True((bool)introspected.Json["active"]!);
    }

    [Fact]
    public async Task ClientCredentialsAndJwt_GiveATokenWithoutRefresh()
    {
        var org = await simulator.CreateOrgAsync();
        var claims = $$"""{"iss":"app","sub":"admin@{{org.Name}}.example","aud":"{{org.Url}}","exp":{{TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + 120}}}""";
        var assertion = $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(claims))}.c2ln";

        var client = await org.TokenAsync(("grant_type", "client_credentials"), ("client_id", "app"), ("client_secret", "s"));
        var jwt = await org.TokenAsync(("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", assertion));

        Assert.Equal((200, 200), (client.Status, jwt.Status));
        Assert.Null(client.Json["refresh_token"]);
        Assert.Null(jwt.Json["refresh_token"]);
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    private static async Task<Dictionary<string, string?>> AuthorizeAsync(SimulatedOrg org, string decision, string more = "")
    {
        var answer = await org.SendAsync("GET", $"/services/oauth2/authorize?response_type=code&client_id=app&redirect_uri={Uri.EscapeDataString(Callback)}&login_hint=admin@{org.Name}.example&sim_auto={decision}{more}", token: string.Empty);
        Assert.Equal(302, answer.Status);
        return QueryHelpers.ParseQuery(new Uri(answer.Header("Location")!).Query).ToDictionary(p => p.Key, p => (string?)p.Value);
    }

    private static Task<Answer> ExchangeAsync(SimulatedOrg org, string code, params (string Name, string Value)[] more) =>
        org.TokenAsync([("grant_type", "authorization_code"), ("code", code), ("client_id", "app"), ("redirect_uri", Callback), .. more]);

    private static async Task<List<string>> ApproveAsync(SimulatedOrg org, int count)
    {
        List<string> tokens = [];
        for (var i = 0; i < count; i++)
        {
            var back = await AuthorizeAsync(org, "allow");
            tokens.Add((string)(await ExchangeAsync(org, back["code"]!)).Json["refresh_token"]!);
        }

        return tokens;
    }
}
