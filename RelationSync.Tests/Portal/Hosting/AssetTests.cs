using System.IO.Compression;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Hosting;

/// <summary>Styles and scripts that pages link, as a build has them; a published one also has them smaller (program <c>weight</c>).</summary>
public sealed partial class AssetTests : IClassFixture<PortalFactory>
{
    /// <summary>Of less than this, compressing saves no packet.</summary>
    private const int WorthIt = 2 * 1024;

    private readonly PortalFactory _portal;

    public AssetTests(PortalFactory portal)
    {
        _portal = portal;
        // As a published build: what the build compressed is sent, not what is read from its sources.
        portal.Settings["ReloadStaticAssetsAtRuntime"] = "false";
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/login")]
    [InlineData("/developers")]
    public async Task Asset_ThatAPageLinks_IsFingerprintedAndCompressed(string page)
    {
        var client = _portal.Browser();
        var email = $"{Guid.NewGuid():N}@example.com";
        await _portal.Services.GetRequiredService<AccountService>().CreateAsync(email, "correct horse battery", AccountRole.Support, default);
        await PortalFactory.LoginAsync(client, email, "correct horse battery");

        var links = Links().Matches(await (page == "/login" ? _portal.Browser() : client).GetStringAsync(page)).Select(m => m.Groups[1].Value).ToList();

        Assert.Contains(links, l => l.EndsWith(".css", StringComparison.Ordinal));
        foreach (var link in links)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, link);
            request.Headers.AcceptEncoding.ParseAdd("gzip");
            var answer = await client.SendAsync(request);

            answer.EnsureSuccessStatusCode();
            Assert.Contains("immutable", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            var body = await answer.Content.ReadAsByteArrayAsync();
            Assert.True(
                body.Length <= WorthIt || (answer.Content.Headers.ContentEncoding.Contains("gzip") && await UnpackedAsync(body) > body.Length),
                $"{link} has {body.Length} bytes and isn't compressed.");
        }
    }

    [GeneratedRegex("(?:href|src)=\"([^\"]+\\.(?:css|js|svg))\"")]
    private static partial Regex Links();

    private static async Task<long> UnpackedAsync(byte[] body)
    {
        await using var packed = new GZipStream(new MemoryStream(body), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        await packed.CopyToAsync(plain);
        return plain.Length;
    }
}
