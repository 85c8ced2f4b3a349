using System.Net;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Accounts.SingleSignOn;

/// <summary>The provider signs people out without their browser.</summary>
public sealed class BackChannelSignOutTests : IAsyncLifetime
{
    private SingleSignOnPortal _portal = null!;
    private FactorBrowser _browser = null!;

    public async Task InitializeAsync()
    {
        _portal = await SingleSignOnPortal.StartAsync();
        _browser = _portal.Browser();
        _portal.Provider.Person["sid"] = "session-1";
        await _portal.SignInAsync(_browser);
    }

    public async Task DisposeAsync() => await _portal.DisposeAsync();

    [Fact]
    public async Task Session_ByItsSid_EndsAlone()
    {
        _portal.Provider.Person["sid"] = "session-2";
        var (other, byPassword) = (_portal.Browser(), _portal.Browser());
        await _portal.SignInAsync(other);
        await byPassword.LoginAsync();

        Assert.Equal(HttpStatusCode.OK, await PostAsync(Token(("sid", "session-1"), ("sub", "1"))));

        Assert.Equal(
            (HttpStatusCode.Unauthorized, HttpStatusCode.OK, HttpStatusCode.OK),
            (await _browser.StatusAsync(), await other.StatusAsync(), await byPassword.StatusAsync()));
        var entry = (await _portal.AuditAsync(AuditAct.SessionsEnded)).Single();
        Assert.Equal(("single_sign_on", SingleSignOnPortal.Administrator), (entry.Actor, entry.About));
    }

    [Fact]
    public async Task Person_BySubject_LosesAllSessionsOfTheProvider_AndTwiceIsNoError()
    {
        var token = Token(("sub", "1"));

        Assert.Equal(HttpStatusCode.OK, await PostAsync(token));
        Assert.Equal(HttpStatusCode.OK, await PostAsync(token));

        Assert.Equal(HttpStatusCode.Unauthorized, await _browser.StatusAsync());
        Assert.Single(await _portal.AuditAsync(AuditAct.SessionsEnded));
    }

    [Fact]
    public async Task Another_IsLeftAlone()
    {
        Assert.Equal(HttpStatusCode.OK, await PostAsync(Token(("sub", "2"))));

        Assert.Equal(HttpStatusCode.OK, await _browser.StatusAsync());
    }

    [Theory]
    [InlineData("none")]
    [InlineData("garbage")]
    [InlineData("id token")]
    [InlineData("no event")]
    [InlineData("nonce")]
    [InlineData("nobody")]
    [InlineData("audience")]
    [InlineData("issuer")]
    [InlineData("signature")]
    [InlineData("expired")]
    public async Task Token_WithSomethingWrong_EndsNothing(string what)
    {
        var provider = _portal.Provider;
        provider.Audience = what == "audience" ? "another-client" : provider.Audience;
        provider.Issuer = what == "issuer" ? "https://login.example.net" : null;
        provider.SignsWithAnotherKey = what == "signature";
        provider.Age = what == "expired" ? TimeSpan.FromHours(1) : TimeSpan.Zero;
        var token = what switch
        {
            "none" => null,
            "garbage" => "a.b.c",
            "id token" => provider.Tokens.Single(),
            "no event" => provider.Sign(new() { ["sub"] = "1" }),
            "nonce" => Token(("sub", "1"), ("nonce", "n")),
            "nobody" => Token(),
            _ => Token(("sub", "1")),
        };

        Assert.Equal(HttpStatusCode.BadRequest, await PostAsync(token));
        Assert.Equal(HttpStatusCode.OK, await _browser.StatusAsync());
    }

    private string Token(params (string Key, string Value)[] claims)
    {
        var all = claims.ToDictionary(c => c.Key, c => (object)c.Value);
        all["events"] = new Dictionary<string, object> { ["http://schemas.openid.net/event/backchannel-logout"] = new Dictionary<string, object>() };
        return _portal.Provider.Sign(all);
    }

    private async Task<HttpStatusCode> PostAsync(string? token)
    {
        using var client = _portal.Portal.CreateClient();
        using var answer = await client.PostAsync("/signout-backchannel-oidc", token is null ? null : new FormUrlEncodedContent([new("logout_token", token)]));
        return answer.StatusCode;
    }
}
