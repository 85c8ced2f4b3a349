using System.Buffers.Text;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.Passkeys;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Hosting;

namespace RelationSync.Tests.Portal.Accounts.Passkeys;

/// <summary>Signing in with a passkey after the password, over HTTP, and every answer that is refused.</summary>
public sealed class PasskeySignInTests : IAsyncLifetime, IDisposable
{
    private const string Email = "support@example.com";
    private const string Refused = "/login/code?error=passkey&returnUrl=%2F";

    private readonly PortalFactory _portal = new();
    private readonly SoftwareAuthenticator _laptop = new();

    private AccountService Accounts => _portal.Services.GetRequiredService<AccountService>();

    public async Task InitializeAsync() => await MakeAccountAsync(Email);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _laptop.Dispose();
        _portal.Dispose();
    }

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
        var stored = await StoredAsync();
        Assert.Equal((2, _portal.Clock.GetUtcNow()), (stored.SignCount, stored.LastUsedAt));
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
        Assert.Equal(Base64Url.EncodeToString(_laptop.CredentialId), (string?)allowed["id"]);
        Assert.Equal(["internal", "hybrid"], allowed["transports"]!.AsArray().Select(t => (string?)t));
    }

    [Fact]
    public async Task Options_WithoutAPassword_ThereAreNone()
    {
        await RegisteredAsync();

        Assert.Null(await Browser().SignInOptionsAsync());
    }

    [Theory]
    [InlineData("origin")]
    [InlineData("port")]
    [InlineData("domain")]
    [InlineData("challenge")]
    [InlineData("ceremony")]
    [InlineData("presence")]
    [InlineData("signature")]
    [InlineData("owner")]
    public async Task Answer_WithAWrong_IsRefused(string what)
    {
        await RegisteredAsync();
        var browser = Browser();
        await browser.LoginAsync();
        Bend(_laptop, what);

        Assert.Equal(Refused, await UseAsync(browser, 2));

        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync());
        Assert.Equal(1, (await StoredAsync()).SignCount);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("nonsense")]
    [InlineData("""{"id":"AQ","rawId":"AQ","type":"public-key","response":{}}""")]
    public async Task Answer_ThatIsNone_IsRefused(string answer)
    {
        await RegisteredAsync();
        var browser = Browser();
        await browser.LoginAsync();
        await browser.SignInOptionsAsync();

        Assert.Equal(Refused, await browser.AnswerAsync(answer));
    }

    [Fact]
    public async Task Answer_CutShort_IsRefused()
    {
        await RegisteredAsync();
        var browser = Browser();
        await browser.LoginAsync();
        var answer = JsonNode.Parse(_laptop.Get((await browser.SignInOptionsAsync())!))!;
        answer["response"]!["authenticatorData"] = "AQ";

        Assert.Equal(Refused, await browser.AnswerAsync(answer.ToJsonString()));
    }

    [Fact]
    public async Task Passkey_OfAnotherAccount_IsRefused()
    {
        await RegisteredAsync();
        using var phone = new SoftwareAuthenticator();
        await MakeAccountAsync("b@example.com");
        var other = await SignedInAsync("b@example.com");
        Assert.Equal("/second-factor?returnUrl=%2F", await other.AddFirstAsync(phone));
        var browser = Browser();
        await browser.LoginAsync();

        Assert.Equal(Refused, await browser.UseAsync(phone));
    }

    [Fact]
    public async Task Challenge_OfAnotherBrowser_IsRefused()
    {
        await RegisteredAsync();
        var (browser, other) = (Browser(), Browser());
        await browser.LoginAsync();
        await other.LoginAsync();
        _laptop.Count = 2;
        var answer = _laptop.Get((await browser.SignInOptionsAsync())!);
        await other.SignInOptionsAsync();

        Assert.Equal(Refused, await other.AnswerAsync(answer));
        Assert.Equal("/", await browser.AnswerAsync(answer));
    }

    [Fact]
    public async Task Challenge_AnsweredWronglyBefore_IsUsedUp()
    {
        await RegisteredAsync();
        var browser = Browser();
        await browser.LoginAsync();
        var options = (await browser.SignInOptionsAsync())!;
        (_laptop.Count, _laptop.SignsWrongly) = (2, true);
        Assert.Equal(Refused, await browser.AnswerAsync(_laptop.Get(options)));
        _laptop.SignsWrongly = false;

        Assert.Equal(Refused, await browser.AnswerAsync(_laptop.Get(options)));
        Assert.Equal("/", await browser.UseAsync(_laptop));
    }

    [Fact]
    public async Task Answer_ManyAtOnce_CountsOnce()
    {
        await RegisteredAsync();
        _laptop.Count = 0;
        await _portal.Store.WriteAsync((db, token) => db.Passkeys.ExecuteUpdateAsync(set => set.SetProperty(p => p.SignCount, 0), token), default);
        var browser = Browser();
        await browser.LoginAsync();
        var options = (await browser.SignInOptionsAsync())!;
        var challenge = Base64Url.DecodeFromChars((string)JsonNode.Parse(options)!["challenge"]!);
        var proof = new FactorProof(null, IsByPasskey: true, new PasskeyAnswer(new PasskeySite("localhost", "http://localhost"), challenge, _laptop.Get(options)));
        var account = (await Accounts.FindAsync(Email, default))!;
        var factor = _portal.Services.GetRequiredService<SecondFactor>();

        var used = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => factor.UseAsync(account, proof, null, default)));

        Assert.Single(used, FactorUsed.Passkey);
    }

    [Fact]
    public async Task Challenge_AfterTwoMinutes_IsRefused_TheNextIsNot()
    {
        await RegisteredAsync();
        var browser = Browser();
        await browser.LoginAsync();
        _laptop.Count = 2;
        var answer = _laptop.Get((await browser.SignInOptionsAsync())!);
        _portal.Clock.Advance(PasskeyChallenges.Lifetime);

        Assert.Equal(Refused, await browser.AnswerAsync(answer));
        Assert.Equal("/", await browser.UseAsync(_laptop));
    }

    [Fact]
    public async Task Page_AfterFiveMinutes_AsksForThePasswordAgain()
    {
        await RegisteredAsync();
        var browser = Browser();
        await browser.LoginAsync();
        _portal.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Null(await browser.SignInOptionsAsync());
        Assert.Equal("/login?error=expired&returnUrl=%2F", await browser.AnswerAsync("{}"));
    }

    [Theory]
    [InlineData(5u)]
    [InlineData(4u)]
    [InlineData(0u)]
    public async Task Counter_ThatDoesntGoOn_IsRefusedAndAudited_TheNextIsNot(uint count)
    {
        await RegisteredAsync();
        var browser = Browser();
        await browser.LoginAsync();
        Assert.Equal("/", await UseAsync(browser, 5));
        await browser.LoginAsync();

        Assert.Equal(Refused, await UseAsync(browser, count));

        var entry = await LastAsync(AuditAct.PasskeyCloned);
        Assert.Equal(("""{"passkey":"Laptop"}""", Email), (entry.DetailsJson, entry.About));
        Assert.Equal(5, (await StoredAsync()).SignCount);
        Assert.Equal("/", await UseAsync(browser, 6));
    }

    [Fact]
    public async Task Counter_OfAnAuthenticatorThatDoesntCount_IsAlwaysZero()
    {
        _laptop.Count = 0;
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
        _laptop.UserHandle = (await Accounts.FindAsync(Email, default))!.Id.ToByteArray();
        var browser = Browser();
        await browser.LoginAsync();

        Assert.Equal("/", await UseAsync(browser, 2));
    }

    [Fact]
    public async Task Answers_Wrong_AreSlowedDownLikeCodes()
    {
        await RegisteredAsync();
        var browser = Browser();
        await browser.LoginAsync();
        _laptop.SignsWrongly = true;
        string? last = null;
        for (var i = 0; i < 12; i++)
        {
            last = await browser.UseAsync(_laptop);
        }

        Assert.Equal("/login/code?error=throttled&returnUrl=%2F", last);
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
        var browser = new FactorBrowser(_portal, Email, FactorBrowser.UsualPassword);
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

    private static void Bend(SoftwareAuthenticator authenticator, string what)
    {
        switch (what)
        {
            case "origin":
                authenticator.Origin = "http://example.com";
                break;
            case "port":
                authenticator.Origin = "http://localhost:81";
                break;
            case "domain":
                authenticator.Domain = "example.com";
                break;
            case "challenge":
                authenticator.Challenge = Base64Url.EncodeToString(new byte[32]);
                break;
            case "ceremony":
                authenticator.Type = "webauthn.create";
                break;
            case "presence":
                authenticator.IsUserPresent = false;
                break;
            case "signature":
                authenticator.SignsWrongly = true;
                break;
            default:
                authenticator.UserHandle = Guid.NewGuid().ToByteArray();
                break;
        }
    }

    private static (bool Passkey, bool Code) Offers(string page) => (
        page.Contains("data-testid=\"login-passkey\"", StringComparison.Ordinal), page.Contains("data-testid=\"login-code\"", StringComparison.Ordinal));

    private async Task<string?> UseAsync(FactorBrowser browser, uint count)
    {
        _laptop.Count = count;
        return await browser.UseAsync(_laptop);
    }

    private static async Task EnrolAppAsync(FactorBrowser browser)
    {
        browser.Key = "";
        var page = await browser.PageAsync("/second-factor?add=app");
        browser.Key = page.Split("data-testid=\"second-factor-key\">")[1].Split('<')[0].Replace(" ", "", StringComparison.Ordinal);
        var to = await browser.PostAsync(
            "/second-factor?add=app", "/account/second-factor/on", ("password", FactorBrowser.UsualPassword), ("code", browser.Code()));
        Assert.Equal("/second-factor?returnUrl=%2F", to);
    }

    private FactorBrowser Browser() => new(_portal, Email, FactorBrowser.UsualPassword);

    private async Task<FactorBrowser> SignedInAsync(string email)
    {
        var browser = new FactorBrowser(_portal, email, FactorBrowser.UsualPassword);
        Assert.Equal(HttpStatusCode.OK, (await browser.ApiLoginAsync()).StatusCode);
        return browser;
    }

    /// <summary>Somebody signed in whose only second factor is the laptop's passkey.</summary>
    private async Task<FactorBrowser> RegisteredAsync()
    {
        var browser = await SignedInAsync(Email);
        Assert.Equal("/second-factor?returnUrl=%2F", await browser.AddFirstAsync(_laptop));
        return browser;
    }

    private async Task MakeAccountAsync(string email) =>
        Assert.Null(await Accounts.CreateAsync(email, FactorBrowser.UsualPassword, AccountRole.Support, default));

    private Task<Passkey> StoredAsync() => _portal.Store.ReadAsync((db, token) => db.Passkeys.SingleAsync(token), default);

    private Task<AuditEntry> LastAsync(AuditAct act) => _portal.Store.ReadAsync(
        (db, token) => db.AuditEntries.Where(e => e.Act == act).OrderByDescending(e => e.Seq).FirstAsync(token), default);
}
