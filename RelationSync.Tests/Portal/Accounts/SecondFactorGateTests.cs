using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Accounts.Passkeys;

namespace RelationSync.Tests.Portal.Accounts;

/// <summary>Who must have a second factor and has none.</summary>
public sealed class SecondFactorGateTests(DemandingPortals portals) : IClassFixture<DemandingPortals>
{
    private const string Password = "correct horse battery";

    [Theory]
    [InlineData("None", AccountRole.Administrator, true)]
    [InlineData("None", AccountRole.Support, true)]
    [InlineData("Administrators", AccountRole.Administrator, false)]
    [InlineData("Administrators", AccountRole.Support, true)]
    [InlineData("everybody", AccountRole.Administrator, false)]
    [InlineData("Everybody", AccountRole.Support, false)]
    public async Task SignedIn_WithoutOne_IsLetInWhereNoneIsAskedFor(string demand, AccountRole role, bool isLetIn)
    {
        var browser = await SignedInAsync(demand, role);

        Assert.Equal(isLetIn ? HttpStatusCode.OK : HttpStatusCode.Forbidden, await browser.StatusAsync());
    }

    [Fact]
    public async Task Pages_LeadToTheSetUp_AndBackAfterIt()
    {
        var browser = await SignedInAsync("Everybody", AccountRole.Administrator);

        foreach (var path in new[] { "/", "/actions", "/users", "/profile", "/connections/new" })
        {
            var answer = await browser.SendAsync(new(HttpMethod.Get, path));
            Assert.Equal($"/second-factor?returnUrl={Uri.EscapeDataString(path)}", answer.Headers.Location?.OriginalString);
        }

        var page = await browser.PageAsync("/second-factor?returnUrl=%2Factions");
        Assert.Contains("name=\"returnUrl\" value=\"/actions\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("error", await browser.EnrolAsync(), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await browser.SendAsync(new(HttpMethod.Get, "/actions"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync());
    }

    [Theory]
    [InlineData("GET", "/api/v1/connections")]
    [InlineData("GET", "/api/v1/actions")]
    [InlineData("GET", "/api/v1/errors")]
    public async Task Apis_SayWhy(string method, string path)
    {
        var browser = await SignedInAsync("Everybody", AccountRole.Administrator);

        var answer = await browser.SendAsync(new(new HttpMethod(method), path));

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal(SecondFactorGate.Reason, JsonElement.Parse(await answer.Content.ReadAsStringAsync()).GetProperty("reason").GetString());
    }

    [Theory]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1")]
    [InlineData("GET", "/_blazor?id=any")]
    [InlineData("POST", "/account/password")]
    [InlineData("POST", "/account/logout-everywhere")]
    [InlineData("POST", "/account/sessions/end")]
    [InlineData("POST", "/account/second-factor/off")]
    [InlineData("POST", "/account/second-factor/codes")]
    [InlineData("POST", "/account/passkeys/options")]
    [InlineData("POST", "/account/passkeys/rename")]
    [InlineData("POST", "/account/passkeys/remove")]
    public async Task CircuitsAndForms_AreRefused(string method, string path)
    {
        var browser = await SignedInAsync("Everybody", AccountRole.Administrator);
        var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Origin", "http://localhost");

        Assert.Equal(HttpStatusCode.Forbidden, (await browser.SendAsync(request)).StatusCode);
    }

    [Fact]
    public async Task Downloads_AreRefused()
    {
        var browser = await SignedInAsync("Everybody", AccountRole.Administrator);

        var answer = await browser.SendAsync(new(HttpMethod.Get, "/errors.xlsx"));

        Assert.Equal("/second-factor?returnUrl=%2Ferrors.xlsx", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task LanguageAndSignOut_AreLeft()
    {
        var browser = await SignedInAsync("Everybody", AccountRole.Administrator);

        Assert.Equal("/second-factor", await browser.PostAsync("/second-factor", "/account/language", ("language", "en"), ("returnUrl", "/second-factor")));
        Assert.Equal("/login", await browser.PostAsync("/second-factor", "/account/logout"));
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync());
    }

    [Fact]
    public async Task Passkey_InPlaceOfAnApp_IsEnough()
    {
        var browser = await SignedInAsync("Everybody", AccountRole.Support);
        using var authenticator = new SoftwareAuthenticator();

        Assert.Equal("/second-factor?returnUrl=%2F", await browser.AddFirstAsync(authenticator));

        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync());
    }

    [Fact]
    public async Task TurnedOff_WhereItIsAskedFor_LeadsToTheSetUpAgain()
    {
        var browser = await SignedInAsync("Administrators", AccountRole.Administrator);
        await browser.EnrolAsync();

        await browser.ChangeAsync("off", browser.RecoveryCodes[0]);

        Assert.Equal(HttpStatusCode.Forbidden, await browser.StatusAsync());
    }

    private async Task<FactorBrowser> SignedInAsync(string demand, AccountRole role)
    {
        var (portal, email) = (portals.Of(demand), $"{Guid.NewGuid():N}@example.com");
        Assert.Null(await portal.Services.GetRequiredService<AccountService>().CreateAsync(email, Password, role, default));
        var browser = new FactorBrowser(portal, email, Password);
        Assert.Equal(HttpStatusCode.OK, (await browser.ApiLoginAsync()).StatusCode);
        return browser;
    }
}
