using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Accounts.Passkeys;
using RelationSync.Portal.Foundation;

namespace RelationSync.Tests.Portal.Accounts.Passkeys;

/// <summary>What passkeys are bound to: the public URL, and only without one the host of a request to this machine.</summary>
public sealed class PasskeySiteTests
{
    [Theory]
    [InlineData("https://sync.example.com", "localhost:5080", "sync.example.com", "https://sync.example.com")]
    [InlineData("https://sync.example.com:8443", "sync.example.com:8443", "sync.example.com", "https://sync.example.com:8443")]
    [InlineData("https://Bücher.example", "x", "xn--bcher-kva.example", "https://xn--bcher-kva.example")]
    [InlineData("http://localhost:5080", "localhost:5080", "localhost", "http://localhost:5080")]
    [InlineData(null, "localhost:5080", "localhost", "http://localhost:5080")]
    public void Of_WhereBrowsersOfferPasskeys_IsDomainAndOrigin(string? publicUrl, string host, string domain, string origin) =>
        Assert.Equal(new PasskeySite(domain, origin), SiteOf(publicUrl, host));

    [Theory]
    [InlineData(null, "127.0.0.1:5080")]
    [InlineData(null, "[::1]:5080")]
    [InlineData(null, "sync.example.com")]
    [InlineData(null, "localhost:99999")]
    [InlineData("http://sync.example.com", "sync.example.com")]
    [InlineData("https://192.0.2.1", "192.0.2.1")]
    public void Of_WhereBrowsersOfferNone_IsNull(string? publicUrl, string host) => Assert.Null(SiteOf(publicUrl, host));

    private static PasskeySite? SiteOf(string? publicUrl, string host)
    {
        var context = new DefaultHttpContext();
        (context.Request.Scheme, context.Request.Host) = ("http", new HostString(host));
        return new PasskeySites(Options.Create(new PublicUrlOptions { PublicUrl = publicUrl })).Of(context.Request);
    }
}
