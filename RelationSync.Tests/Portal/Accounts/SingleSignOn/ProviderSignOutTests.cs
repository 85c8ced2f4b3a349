using System.Net;
using System.Text.RegularExpressions;
using System.Web;

namespace RelationSync.Tests.Portal.Accounts.SingleSignOn;

/// <summary>Sign-out here and at the provider.</summary>
public sealed partial class ProviderSignOutTests
{
    [Theory]
    [InlineData("/account/logout")]
    [InlineData("/account/logout-everywhere")]
    public async Task SignOut_EndsTheSession_AndLeadsToTheProvidersSignOut(string path)
    {
        await using var portal = await SingleSignOnPortal.StartAsync(("PublicUrl", "http://sync.localhost"));
        var browser = portal.Browser();
        await portal.SignInAsync(browser);

        var answer = await PostAsync(browser, path);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync());
        var to = new Uri(HttpUtility.HtmlDecode(Refresh().Match(await answer.Content.ReadAsStringAsync()).Groups[1].Value));
        var query = HttpUtility.ParseQueryString(to.Query);
        Assert.Equal(portal.Provider.Url + "/logout", to.GetLeftPart(UriPartial.Path));
        Assert.Equal(portal.Provider.Tokens.Single(), query["id_token_hint"]);
        Assert.Equal("http://sync.localhost/signout-callback-oidc", query["post_logout_redirect_uri"]);
        Assert.Equal("/login", (await browser.SendAsync(new(HttpMethod.Get, "/signout-callback-oidc"))).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task SignOut_OfAPassword_StaysHere()
    {
        await using var portal = await SingleSignOnPortal.StartAsync();
        var browser = portal.Browser();
        await browser.LoginAsync();

        Assert.Equal("/login", (await PostAsync(browser, "/account/logout")).Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task SignOut_WhereTheProviderHasNone_StaysHere()
    {
        await using var portal = await SingleSignOnPortal.StartAsync();
        portal.Provider.HasEndSession = false;
        var browser = portal.Browser();
        await portal.SignInAsync(browser);

        Assert.Equal("/login", (await PostAsync(browser, "/account/logout")).Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync());
    }

    private static async Task<HttpResponseMessage> PostAsync(FactorBrowser browser, string path)
    {
        var token = Antiforgery().Match(await browser.PageAsync("/login")).Groups[1].Value;
        return await browser.SendAsync(new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent([new("__RequestVerificationToken", token)]) });
    }

    [GeneratedRegex("content=\"0;url=([^\"]+)\"")]
    private static partial Regex Refresh();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Antiforgery();
}
