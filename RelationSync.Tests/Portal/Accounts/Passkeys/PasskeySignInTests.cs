using System.Buffers.Text;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Accounts.Passkeys;

/// <summary>Signing in with a passkey after the password, over HTTP, and what else the account offers.</summary>
public sealed class PasskeySignInTests() : PasskeyContext(Email, AccountRole.Support)
{
    private const string Email = "support@example.com";

    [Fact]
    public async Task Passkey_AfterThePassword_OpensASessionOnlyThen()
    {
        await RegisteredAsync();
        var browser = Browser();

        Assert.Equal("/login/code?returnUrl=%2F", await browser.LoginAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync());
        Assert.Equal("/", await UseAsync(browser, 2));

        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync());
        Assert.Equal("""{"by":"passkey"}""", (await LastAsync(AuditAct.SignedIn)).DetailsJson);
        Assert.Equal(("""{"passkey":"Laptop"}""", Email), ((await LastAsync(AuditAct.PasskeyUsed)).DetailsJson, (await LastAsync(AuditAct.PasskeyUsed)).Actor));
        var stored = Assert.Single(await StoredAsync());
        Assert.Equal((2, Portal.Clock.GetUtcNow()), (stored.SignCount, stored.LastUsedAt));
    }

    [Fact]
    public async Task Options_AreForThisSiteAndThisAccount()
    {
        await RegisteredAsync();
        var browser = Browser();
        await browser.LoginAsync();

        var options = JsonNode.Parse((await browser.SignInOptionsAsync())!)!;

        Assert.Equal("localhost", (string?)options["rpId"]);
        Assert.Equal("preferred", (string?)options["userVerification"]);
        Assert.Equal(120_000, (int?)options["timeout"]);
        var allowed = Assert.Single(options["allowCredentials"]!.AsArray())!;
        Assert.Equal(Base64Url.EncodeToString(Laptop.CredentialId), (string?)allowed["id"]);
        Assert.Equal(["internal", "hybrid"], allowed["transports"]!.AsArray().Select(t => (string?)t));
    }

    [Fact]
    public async Task Options_WithoutAPassword_ThereAreNone()
    {
        await RegisteredAsync();

        Assert.Null(await Browser().SignInOptionsAsync());
    }

    [Fact]
    public async Task Page_AfterFiveMinutes_AsksForThePasswordAgain()
    {
        await RegisteredAsync();
        var browser = Browser();
        await browser.LoginAsync();
        Portal.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Null(await browser.SignInOptionsAsync());
        Assert.Equal("/login?error=expired&returnUrl=%2F", await browser.AnswerAsync("{}"));
    }

    [Fact]
    public async Task Counter_OfAnAuthenticatorThatDoesntCount_IsAlwaysZero()
    {
        Laptop.Count = 0;
        await RegisteredAsync();
        for (var i = 0; i < 2; i++)
        {
            var browser = Browser();
            await browser.LoginAsync();
            Assert.Equal("/", await UseAsync(browser, 0));
        }
    }

    [Fact]
    public async Task UserHandle_OfTheAccount_IsTaken()
    {
        await RegisteredAsync();
        Laptop.UserHandle = (await AccountAsync())!.Id.ToByteArray();
        var browser = Browser();
        await browser.LoginAsync();

        Assert.Equal("/", await UseAsync(browser, 2));
    }

    [Fact]
    public async Task Page_OffersWhatTheAccountHas()
    {
        var enrolled = await RegisteredAsync();
        var browser = Browser();
        Assert.Equal((false, true), Offers(await browser.PageAsync("/login/code")));
        await browser.LoginAsync();
        Assert.Equal((true, false), Offers(await browser.PageAsync("/login/code")));
        Assert.Equal((false, true), Offers(await browser.PageAsync("/login/code?with=recovery")));

        Assert.Equal("/second-factor?add=passkey&returnUrl=%2F", await enrolled.ConfirmAsync(("code", enrolled.RecoveryCodes[0])));
        await EnrolAppAsync(enrolled);
        await browser.LoginAsync();
        Assert.Equal((true, true), Offers(await browser.PageAsync("/login/code")));
        Assert.Equal("/", await browser.CodeAsync(enrolled.Code(1)));
    }

    [Fact]
    public async Task Page_AtAnAddressWithoutPasskeys_AsksForARecoveryCode()
    {
        var recovery = (await RegisteredAsync()).RecoveryCodes[0];
        var browser = new FactorBrowser(Portal, Email, FactorBrowser.UsualPassword);
        browser.Client.BaseAddress = new Uri("http://127.0.0.1/");
        await browser.LoginAsync();

        Assert.Equal((false, true), Offers(await browser.PageAsync("/login/code")));
        Assert.Null(await browser.SignInOptionsAsync());
        Assert.Equal("/", await browser.CodeAsync(recovery));
    }

    [Fact]
    public async Task RecoveryCode_InPlaceOfThePasskey_WorksOnce()
    {
        var recovery = (await RegisteredAsync()).RecoveryCodes[0];
        var browser = Browser();
        await browser.LoginAsync();

        Assert.Equal("/login/code?error=factor&returnUrl=%2F", await browser.CodeAsync("123456"));
        Assert.Equal("/", await browser.CodeAsync(recovery));
        await browser.LoginAsync();
        Assert.Equal("/login/code?error=factor&returnUrl=%2F", await browser.CodeAsync(recovery));
    }

    [Fact]
    public async Task Api_AccountWithPasskeysAlone_SaysWhatToDo()
    {
        var recovery = (await RegisteredAsync()).RecoveryCodes[0];
        var browser = Browser();

        var answer = await browser.ApiLoginAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        var problem = JsonElement.Parse(await answer.Content.ReadAsStringAsync());
        Assert.Equal("passkey_required", problem.GetProperty("reason").GetString());
        Assert.Contains("recovery code", problem.GetProperty("title").GetString(), StringComparison.Ordinal);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        Assert.Equal(HttpStatusCode.OK, (await browser.ApiLoginAsync(recovery)).StatusCode);
    }

    private static (bool Passkey, bool Code) Offers(string page) => (
        page.Contains("data-testid=\"login-passkey\"", StringComparison.Ordinal), page.Contains("data-testid=\"login-code\"", StringComparison.Ordinal));

    private static async Task EnrolAppAsync(FactorBrowser browser)
    {
        browser.Key = "";
        var page = await browser.PageAsync("/second-factor?add=app");
        browser.Key = page.Split("data-testid=\"second-factor-key\">")[1].Split('<')[0].Replace(" ", "", StringComparison.Ordinal);
        var to = await browser.PostAsync(
            "/second-factor?add=app", "/account/second-factor/on", ("password", FactorBrowser.UsualPassword), ("code", browser.Code()));
        Assert.Equal("/second-factor?returnUrl=%2F", to);
    }

    private Task<string?> UseAsync(FactorBrowser browser, uint count)
    {
        Laptop.Count = count;
        return browser.UseAsync(Laptop);
    }
}
