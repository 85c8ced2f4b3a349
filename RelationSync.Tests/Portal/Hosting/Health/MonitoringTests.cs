using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;

namespace RelationSync.Tests.Portal.Hosting.Health;

public sealed class MonitoringTests : IClassFixture<PortalFactory>
{
    private const string Token = "a-token-of-some-length";

    private readonly PortalFactory _portal;

    public MonitoringTests(PortalFactory portal)
    {
        _portal = portal;
        portal.Settings["Metrics:BearerToken"] = Token;
    }

    [Fact]
    public async Task Ready_NoDrainForThreeIntervals_Is503AndLiveIsNot()
    {
        using var own = new PortalFactory { RunsJobs = false };
        own.Services.GetRequiredService<DrainHeartbeat>().Beat();
        own.Clock.Advance(TimeSpan.FromHours(3));
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(own, "/health/ready")).StatusCode);

        own.Clock.Advance(TimeSpan.FromSeconds(1));

        var late = await GetAsync(own, "/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, late.StatusCode);
        Assert.Contains("\"worker\":{\"status\":\"unhealthy\"", await late.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(own, "/health/live")).StatusCode);
        own.Services.GetRequiredService<DrainHeartbeat>().Beat();
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(own, "/health/ready")).StatusCode);
    }

    [Fact]
    public async Task Live_NamesTheVersionWithoutItsCommit()
    {
        var body = await (await GetAsync(_portal, "/health/live")).Content.ReadAsStringAsync();

        Assert.Matches("\"version\":\"[0-9]+\\.[0-9]+\\.[0-9]+[^+\"]*\"", body);
        Assert.Equal($"RelationSync/{ProductVersion.Text}", ProductVersion.UserAgent);
    }

    [Fact]
    public async Task Metrics_FromHere_AreShown()
    {
        var response = await GetAsync(_portal, "/metrics");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.StartsWith("text/plain", response.Content.Headers.ContentType!.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(PortalFactory.RemoteHeader, "192.0.2.1")]
    [InlineData("Host", "sync.example.com")]
    [InlineData("X-Forwarded-For", "192.0.2.1")]
    [InlineData("Forwarded", "for=192.0.2.1")]
    [InlineData("X-Real-IP", "127.0.0.1")]
    [InlineData("X-Forwarded-Port", "443")]
    [InlineData("x-forwarded-server", "proxy")]
    [InlineData("True-Client-IP", "127.0.0.1")]
    public async Task Metrics_NotQuiteFromHere_NeedTheToken(string header, string value)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(_portal, "/metrics", (header, value))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(_portal, "/metrics", (header, value), ("Authorization", "Bearer wrong"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await GetAsync(_portal, "/metrics", (header, value), ("Authorization", $"Bearer {Token}"))).StatusCode);
    }

    [Fact]
    public async Task Metrics_NoTokenSet_NoBearerHelps()
    {
        using var own = new PortalFactory { RunsJobs = false };

        Assert.Equal(HttpStatusCode.Unauthorized, (await GetAsync(own, "/metrics", (PortalFactory.RemoteHeader, "192.0.2.1"), ("Authorization", "Bearer "))).StatusCode);
    }

    private static Task<HttpResponseMessage> GetAsync(PortalFactory portal, string path, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return portal.Browser().SendAsync(request);
    }
}
