using System.Net;
using System.Text;
using System.Text.Json;

namespace RelationSync.Tests.Portal.Hosting;

public sealed class AnswersTests(PortalFactory portal) : IClassFixture<PortalFactory>
{
    [Theory]
    [InlineData("GET", "/api/v1/connections", 401)]
    [InlineData("GET", "/api/v1/nothing", 404)]
    [InlineData("GET", "/api/v1/nothing.json", 404)]
    [InlineData("GET", "/api", 404)]
    [InlineData("GET", "/health/none", 404)]
    [InlineData("GET", "/metrics/none", 404)]
    [InlineData("DELETE", "/api/v1/connections", 405)]
    [InlineData("PUT", "/api/v1/inboxes/support/operations", 405)]
    [InlineData("GET", "/api/v1/login", 405)]
    public async Task Api_NobodySignedIn_IsAProblemOfItsOwnStatus(string method, string path, int status)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var response = await portal.Browser().SendAsync(request);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Equal(status, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement.GetProperty("status").GetInt32());
        Assert.Equal(status == 405, response.Content.Headers.Allow.Count > 0);
    }

    [Fact]
    public async Task Headers_EveryAnswer_KeepBrowsersCareful()
    {
        var response = await portal.Browser().GetAsync(new Uri("/health/live", UriKind.Relative));

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.False(response.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/api/v1/connections")]
    [InlineData("/health/live")]
    public async Task Answers_OfNobodyElse_StayInNoCache(string path)
    {
        var response = await portal.Browser().GetAsync(new Uri(path, UriKind.Relative));

        Assert.True(response.Headers.CacheControl?.NoStore);
    }

    [Theory]
    [InlineData("/api/v1/login", "application/json", HttpStatusCode.RequestEntityTooLarge, "application/problem+json")]
    [InlineData("/login", "application/x-www-form-urlencoded", HttpStatusCode.BadRequest, "text/html")]
    public async Task Body_TooLarge_IsTheirFaultAndNoErrorInOurLog(string path, string type, HttpStatusCode status, string answer)
    {
        using var own = new PortalFactory();
        own.Settings["Logging:LogLevel:Default"] = "Error";
        own.UseKestrel(0); // which alone bounds bodies
        using var http = own.CreateClient();

        var refused = await http.PostAsync(new Uri(path, UriKind.Relative), new StringContent("x=" + new string('x', 100_000), Encoding.UTF8, type));

        Assert.Equal(status, refused.StatusCode);
        Assert.Equal(answer, refused.Content.Headers.ContentType!.MediaType);
        Assert.Empty(own.Log.All);
    }

    [Fact]
    public async Task Hsts_OverHttps_IsAYearAndAllBelow()
    {
        using var https = new HttpRequestMessage(HttpMethod.Get, "https://sync.example.com/health/live");

        var response = await portal.Browser().SendAsync(https);

        Assert.Equal("max-age=31536000; includeSubDomains", Assert.Single(response.Headers.GetValues("Strict-Transport-Security")));
    }

    [Theory]
    [InlineData("/login")]
    [InlineData("/setup")]
    public async Task Pages_HoldNoScriptOfTheirOwn(string path)
    {
        var html = await (await portal.Browser().GetAsync(new Uri(path, UriKind.Relative))).Content.ReadAsStringAsync();

        Assert.DoesNotMatch("<script(?![^>]*\\ssrc=)[^>]*>|\\son[a-z]+\\s*=\\s*[\"']|javascript:", html);
    }

    [Fact]
    public async Task StaticAssets_NobodySignedIn_AreOpen() =>
        Assert.Equal(HttpStatusCode.OK, (await portal.Browser().GetAsync(new Uri("/app.css", UriKind.Relative))).StatusCode);
}
