using System.Net;

namespace RelationSync.Tests.Portal.Hosting;

/// <summary>With a <c>PublicUrl</c> no answer leads to another host, whatever a request says it is for.</summary>
public sealed class HostFilterTests : IDisposable
{
    private readonly PortalFactory _portal = new();

    public HostFilterTests() => _portal.Settings["PublicUrl"] = "http://sync.example.com";

    public void Dispose() => _portal.Dispose();

    [Theory]
    [InlineData("sync.example.com", "/setup", HttpStatusCode.OK)]
    [InlineData("SYNC.example.com:8443", "/setup", HttpStatusCode.OK)]
    [InlineData("localhost", "/setup", HttpStatusCode.OK)]
    [InlineData("evil.example", "/", HttpStatusCode.BadRequest)]
    [InlineData("evil.example", "/api/v1/inboxes/support/operations", HttpStatusCode.BadRequest)]
    [InlineData("sync.example.com.evil.example", "/setup", HttpStatusCode.BadRequest)]
    [InlineData("10.0.0.11:5080", "/health/live", HttpStatusCode.OK)]
    [InlineData("10.0.0.11:5080", "/setup", HttpStatusCode.BadRequest)]
    public async Task Request_ForAHost_IsAnsweredOnlyIfItIsOurs(string host, string path, HttpStatusCode status)
    {
        var answer = await AskAsync(host, path);

        Assert.Equal(status, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
    }

    [Fact]
    public async Task Request_WithoutAPublicUrl_IsAnsweredForAnyHost()
    {
        _portal.Settings.Remove("PublicUrl");

        Assert.Equal(HttpStatusCode.OK, (await AskAsync("any.example", "/setup")).StatusCode);
    }

    private async Task<HttpResponseMessage> AskAsync(string host, string path)
    {
        using var client = _portal.CreateClient(new() { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Host = host;
        return await client.SendAsync(request);
    }
}
