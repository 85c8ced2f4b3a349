using RelationSync.Portal.Salesforce;

namespace RelationSync.Tests.Portal.Salesforce;

public sealed class SalesforceUrlTests
{
    [Theory]
    [InlineData("https://login.salesforce.com", "https://login.salesforce.com")]
    [InlineData("https://test.salesforce.com/", "https://test.salesforce.com")]
    [InlineData("https://ACME--Dev.sandbox.my.salesforce.com", "https://acme--dev.sandbox.my.salesforce.com")]
    public void TryParse_SalesforceHost_IsTaken(string text, string expected)
    {
        Assert.True(SalesforceUrl.TryParse(text, allowInsecureLoopback: false, out var url));
        Assert.Equal(expected, url.Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("login.salesforce.com")]
    [InlineData("http://login.salesforce.com")]
    [InlineData("https://salesforce.com")]
    [InlineData("https://evil-salesforce.com")]
    [InlineData("https://salesforce.com.evil.example")]
    [InlineData("https://login.salesforce.com.evil.example")]
    [InlineData("https://evil.example/login.salesforce.com")]
    [InlineData("https://evil.example#.salesforce.com")]
    [InlineData("https://evil.example?.salesforce.com")]
    [InlineData("https://evil.example\\.salesforce.com")]
    [InlineData("https://login.salesforce.com@evil.example")]
    [InlineData("https://user:pass@login.salesforce.com")]
    [InlineData("https://login.salesforce.com:8443")]
    [InlineData("https://login.salesforce.com:443")]
    [InlineData("https://login.salesforce.com.")]
    [InlineData("https://login.salesforce.com/path")]
    [InlineData("https://login.salesforce.com?x=1")]
    [InlineData("https://login.salesforce.com\n")]
    [InlineData(" https://login.salesforce.com")]
    [InlineData("https://lögin.salesforce.com")]
    [InlineData("https://login.sale\u017Fforce.com")]
    [InlineData("https://\u212Ba.salesforce.com")]
    [InlineData("https://lin\u212A.salesforce.com")]
    [InlineData("https://evil。salesforce.com")]
    [InlineData("https://.salesforce.com")]
    [InlineData("https://-a.salesforce.com")]
    [InlineData("https://a..salesforce.com")]
    [InlineData("https://%65vil.salesforce.com")]
    [InlineData("https://login.salesforce.com%2Eevil.example")]
    [InlineData("https://login.salesforce.com%00.evil.example")]
    [InlineData("https://login.salesforce.com;.evil.example")]
    [InlineData("https://login.s\u0430lesforce.com")]
    [InlineData("https://login.salesforce.com\u3002")]
    [InlineData("https://login\uFF0Esalesforce\uFF0Ecom")]
    [InlineData("https://login.xn--slesforce-y2g.com")]
    [InlineData("https://loginsalesforce.com")]
    [InlineData("https://login.salesforce.co")]
    [InlineData("https://login.salesforce.com.cn")]
    [InlineData("https://169.254.169.254")]
    [InlineData("https://169.254.169.254/.salesforce.com")]
    [InlineData("https://2130706433")]
    [InlineData("https://0x7f.1")]
    [InlineData("https://127.0.0.1")]
    [InlineData("https://[::1]")]
    [InlineData("https://[::ffff:127.0.0.1]")]
    [InlineData("https://localhost")]
    [InlineData("//login.salesforce.com")]
    [InlineData("https:login.salesforce.com")]
    [InlineData("https:/\\login.salesforce.com")]
    [InlineData("http://127.0.0.1:5081/acme")]
    [InlineData("file:///etc/passwd")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(SalesforceUrl.TryParse(text, allowInsecureLoopback: false, out _));

    [Theory]
    [InlineData("http://127.0.0.1:5081/acme", "http://127.0.0.1:5081/acme")]
    [InlineData("http://localhost:5081/acme/", "http://localhost:5081/acme")]
    [InlineData("http://127.8.9.10", "http://127.8.9.10")]
    [InlineData("http://127.0.0.1/a.b", "http://127.0.0.1/a.b")]
    [InlineData("http://[::1]:5081/a/b_c-d", "http://[::1]:5081/a/b_c-d")]
    [InlineData("https://login.salesforce.com", "https://login.salesforce.com")]
    public void TryParse_LoopbackWhereAllowed_IsTaken(string text, string expected)
    {
        Assert.True(SalesforceUrl.TryParse(text, allowInsecureLoopback: true, out var url));
        Assert.Equal(expected, url.Value);
    }

    [Theory]
    [InlineData("http://128.0.0.1:5081/acme")]
    [InlineData("http://127.0.0.1.evil.example/acme")]
    [InlineData("http://127.0.0.1@evil.example/")]
    [InlineData("http://localhost.evil.example")]
    [InlineData("http://[::2]")]
    [InlineData("http://[::ffff:10.0.0.1]")]
    [InlineData("http://10.0.0.1")]
    [InlineData("http://127.0.0.999")]
    [InlineData("http://127.0.0.1:99999")]
    [InlineData("http://127.0.0.1/acme?x")]
    [InlineData("http://127.0.0.1/../x")]
    [InlineData("http://127.0.0.1/./x")]
    [InlineData("http://127.0.0.1//evil")]
    [InlineData("http://login.salesforce.com")]
    public void TryParse_NoLoopbackWhereAllowed_IsRefused(string text) => Assert.False(SalesforceUrl.TryParse(text, allowInsecureLoopback: true, out _));
}
