using System.Net;
using RelationSync.Portal.Accounts;
using RelationSync.Tests.Portal.Hosting;

namespace RelationSync.Tests.Portal.Accounts.SingleSignOn;

/// <summary>What the provider or a stranger may send, and what becomes of it.</summary>
public sealed class ProtocolTests
{
    [Fact]
    public async Task Question_GoesByPublicUrl_WithPkceStateAndNonce()
    {
        await using var portal = await SingleSignOnPortal.StartAsync(("PublicUrl", "https://sync.example.com"), ("SingleSignOn:Scopes:0", "groups"));
        var answer = await portal.Portal.Browser().GetAsync("/login/sso");
        var question = System.Web.HttpUtility.ParseQueryString(answer.Headers.Location!.Query);

        Assert.Equal("https://sync.example.com/signin-oidc", question["redirect_uri"]);
        Assert.Equal(("code", "S256"), (question["response_type"], question["code_challenge_method"]));
        Assert.Equal("openid profile email groups", question["scope"]);
        Assert.NotNull(question["state"]);
        Assert.NotNull(question["nonce"]);
        Assert.All(answer.Headers.GetValues("Set-Cookie"), c =>
        {
            Assert.StartsWith("__Host-RelationSync.Sso.", c, StringComparison.Ordinal);
            Assert.Contains("; secure; samesite=lax; httponly", c, StringComparison.Ordinal);
        });
    }

    [Theory]
    [InlineData("nonce")]
    [InlineData("issuer")]
    [InlineData("audience")]
    [InlineData("signature")]
    [InlineData("unsigned")]
    [InlineData("expired")]
    public async Task Token_WithSomethingWrong_IsRefused(string what)
    {
        await using var portal = await SingleSignOnPortal.StartAsync();
        var provider = portal.Provider;
        provider.Nonce = what == "nonce" ? "of-another-sign-in" : null;
        provider.Issuer = what == "issuer" ? "https://login.example.net" : null;
        provider.Audience = what == "audience" ? "another-client" : provider.Audience;
        provider.SignsWithAnotherKey = what == "signature";
        provider.SignsNothing = what == "unsigned";
        provider.Age = what == "expired" ? TimeSpan.FromHours(1) : TimeSpan.Zero;

        await portal.AssertRefusedAsync("token_invalid");
    }

    [Fact]
    public async Task Answer_InAnotherBrowser_OrTwice_OpensNothing()
    {
        await using var portal = await SingleSignOnPortal.StartAsync();
        var (victim, attacker) = (portal.Browser(), portal.Browser());
        var question = await SingleSignOnPortal.BeginAsync(attacker);
        var back = $"code={portal.Provider.Allow(question)}&state={Uri.EscapeDataString(question["state"]!)}";

        Assert.Equal("/login/refused?code=expired", await SingleSignOnPortal.ReturnAsync(victim, back));
        Assert.Equal(HttpStatusCode.Unauthorized, await victim.StatusAsync());
        Assert.Equal("/login/refused?code=expired", await SingleSignOnPortal.ReturnAsync(victim, "code=x&state=forged"));
        Assert.Equal("/login/refused?code=expired", await SingleSignOnPortal.ReturnAsync(victim, "error=access_denied"));
        Assert.Equal("/actions", await SingleSignOnPortal.ReturnAsync(attacker, back));
        Assert.Equal("/login/refused?code=expired", await SingleSignOnPortal.ReturnAsync(attacker, back));
    }

    [Theory]
    [InlineData("access_denied", "access_denied")]
    [InlineData("temporarily_unavailable", "temporarily_unavailable")]
    [InlineData("something_of_its_own", "provider_error")]
    public async Task Error_OfTheProvider_HasAPageInOurWords(string error, string code)
    {
        await using var portal = await SingleSignOnPortal.StartAsync();
        var browser = portal.Browser();
        var question = await SingleSignOnPortal.BeginAsync(browser);

        var to = await SingleSignOnPortal.ReturnAsync(browser, $"error={error}&error_description=free+text&state={Uri.EscapeDataString(question["state"]!)}");

        Assert.Equal($"/login/refused?code={code}", to);
        var page = await browser.PageAsync(to!);
        Assert.Contains($">{code}<", page, StringComparison.Ordinal);
        Assert.DoesNotContain("SingleSignOn_", page, StringComparison.Ordinal);
        Assert.DoesNotContain("free text", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TokenEndpoint_Refusing_IsSaidWithItsCode()
    {
        await using var portal = await SingleSignOnPortal.StartAsync();
        portal.Provider.TokenError = "invalid_client";

        await portal.AssertRefusedAsync("invalid_client");
    }

    [Fact]
    public async Task Provider_Down_IsSaid()
    {
        await using var portal = await SingleSignOnPortal.StartAsync();
        await portal.Provider.DisposeAsync();

        var answer = await portal.Browser().SendAsync(new(HttpMethod.Get, "/login/sso"));

        Assert.Equal("/login/refused?code=unavailable", answer.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Discovery_OfAnotherIssuer_IsNotTaken()
    {
        await using var portal = await SingleSignOnPortal.StartAsync();
        portal.Provider.DiscoveredIssuer = "https://login.example.net";

        var answer = await portal.Browser().SendAsync(new(HttpMethod.Get, "/login/sso"));

        Assert.Equal("/login/refused?code=unavailable", answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    public async Task ReturnUrl_ElsewhereIsIgnored(string returnUrl)
    {
        await using var portal = await SingleSignOnPortal.StartAsync();

        Assert.Equal("/", await portal.SignInAsync(portal.Browser(), returnUrl));
    }

    [Fact]
    public async Task ReturnUrl_Long_MakesNoLongState()
    {
        await using var portal = await SingleSignOnPortal.StartAsync();

        var question = await SingleSignOnPortal.BeginAsync(portal.Browser(), "/actions?q=" + new string('x', 480));

        Assert.InRange(question["state"]!.Length, 1, 2000);
        Assert.Equal("/", await portal.SignInAsync(portal.Browser(), "/actions?q=" + new string('x', 600)));
    }

    [Fact]
    public async Task SignIns_BegunAndLeft_LeaveFewCookies()
    {
        await using var portal = await SingleSignOnPortal.StartAsync();
        var browser = portal.Browser();
        var most = 0;
        for (var i = 0; i < 12; i++)
        {
            await SingleSignOnPortal.BeginAsync(browser);
            var page = await browser.SendAsync(new(HttpMethod.Get, "/login/sso"));
            most = Math.Max(most, page.RequestMessage!.Headers.TryGetValues("Cookie", out var cookies) ? string.Join("; ", cookies).Split("RelationSync.Sso.").Length - 1 : 0);
        }

        Assert.InRange(most, 2, 9);
        Assert.Equal("/actions", await portal.SignInAsync(browser));
    }

    [Fact]
    public async Task Codes_Guessed_AreSlowedDown()
    {
        await using var portal = await SingleSignOnPortal.StartAsync();
        portal.Provider.TokenError = "invalid_grant";
        var answers = new List<string?>();
        for (var i = 0; i < 102; i++)
        {
            answers.Add(await portal.SignInAsync(portal.Browser()));
        }

        Assert.Equal("/login/refused?code=invalid_grant", answers[0]);
        Assert.Equal("/login/refused?code=throttled", answers[^1]);
    }

    [Fact]
    public async Task Log_SaysWhatHappened_AndHoldsNoSecret()
    {
        await using var portal = await SingleSignOnPortal.StartAsync(("Logging:LogLevel:Default", "Trace"));
        await portal.SignInAsync(portal.Browser());
        portal.Provider.Issuer = "https://login.example.net";
        await portal.AssertRefusedAsync("token_invalid");

        var lines = portal.Portal.Log.All.Where(l => l.Category.StartsWith("RelationSync", StringComparison.Ordinal) || l.Level >= Microsoft.Extensions.Logging.LogLevel.Information).ToList();
        Assert.Contains(lines, l => l.Text.Contains("was refused: TokenInvalid (IDX10205)", StringComparison.Ordinal));
        Assert.Equal(2, portal.Provider.Tokens.Count);
        Assert.DoesNotContain(lines, l => portal.Provider.Tokens.Append(ProviderOnLoopback.Secret).Append("access-token-of-the-test").Any(s => l.Text.Contains(s, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Off_TheWayLeadsToTheSignInPage()
    {
        using var portal = new PortalFactory();
        await Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<AccountService>(portal.Services)
            .CreateFirstAsync("a@example.com", "as-given", asGiven: true, "test", null, default);
        var browser = new FactorBrowser(portal, "a@example.com", "as-given");

        Assert.Equal("/login", (await browser.SendAsync(new(HttpMethod.Get, "/login/sso"))).Headers.Location?.OriginalString);
        Assert.Contains("/login", (await browser.SendAsync(new(HttpMethod.Get, "/signin-oidc?code=x"))).Headers.Location?.OriginalString, StringComparison.Ordinal);
        Assert.DoesNotContain("login-sso", await browser.PageAsync("/login"), StringComparison.Ordinal);
    }
}
