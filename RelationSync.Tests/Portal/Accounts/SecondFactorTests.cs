using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Accounts.People;
using RelationSync.Tests.Portal.Hosting;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Accounts;

/// <summary>The second factor over HTTP: signing in with it, by the page and for programs.</summary>
public sealed class SecondFactorTests : IDisposable
{
    private const string Email = "support@example.com";
    private const string Password = "correct horse battery";
    private const string Other = "another horse battery";

    private static readonly TimeSpan Step = TimeSpan.FromSeconds(Totp.StepSeconds);

    private readonly PortalFactory _portal = new();

    private AccountService Accounts => _portal.Services.GetRequiredService<AccountService>();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Page_PasswordThenCode_OpensASessionOnlyThen()
    {
        var (key, browser) = (await EnrolledAsync(), Browser());
        browser.Key = key.Key;

        Assert.Equal("/login/code?returnUrl=%2F", await browser.LoginAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync());
        Assert.Equal("/login/code?error=factor&returnUrl=%2F", await browser.CodeAsync(browser.WrongCode()));
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync());
        Assert.Equal("/", await browser.CodeAsync(browser.Code()));

        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync());
        var entry = await LastAsync(AuditAct.SignedIn);
        Assert.Equal("""{"by":"code","failures":"1"}""", entry.DetailsJson);
    }

    [Fact]
    public async Task Page_CodeWithoutAPassword_LeadsBack()
    {
        var key = await EnrolledAsync();
        var browser = Browser(key);

        Assert.Equal("/login?error=expired&returnUrl=%2F", await browser.CodeAsync(browser.Code()));
    }

    [Fact]
    public async Task Page_AfterFiveMinutes_AsksForThePasswordAgain()
    {
        var browser = Browser(await EnrolledAsync());
        await browser.LoginAsync();

        _portal.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Equal("/login?error=expired&returnUrl=%2F", await browser.CodeAsync(browser.Code()));
    }

    [Fact]
    public async Task Page_PasswordChangedMeanwhile_AsksForItAgain()
    {
        var enrolled = await EnrolledAsync();
        var browser = Browser(enrolled);
        await browser.LoginAsync();

        await enrolled.PostAsync("/second-factor", "/account/password", ("current", Password), ("password", Other));

        Assert.Equal("/login?error=expired&returnUrl=%2F", await browser.CodeAsync(browser.Code()));
    }

    [Fact]
    public async Task Code_UsedOrOlder_IsRefused_TheNextIsNot()
    {
        var browser = Browser(await EnrolledAsync());

        Assert.Equal(HttpStatusCode.OK, (await browser.ApiLoginAsync(browser.Code())).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.ApiLoginAsync(browser.Code())).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.ApiLoginAsync(browser.Code(-1))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.ApiLoginAsync(browser.Code(1))).StatusCode);
    }

    [Fact]
    public async Task Code_OfTurningOn_IsUsedUp()
    {
        await MakeAccountAsync();
        var enrolled = Browser();
        await enrolled.ApiLoginAsync();
        await enrolled.EnrolAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await enrolled.ApiLoginAsync(enrolled.Code())).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await enrolled.ApiLoginAsync(enrolled.Code(1))).StatusCode);
    }

    [Fact]
    public async Task Code_ManyAtOnce_CountsOnce()
    {
        var browser = Browser(await EnrolledAsync());
        var code = browser.Code();
        var account = (await Accounts.FindAsync(Email, default))!;
        var factor = _portal.Services.GetRequiredService<SecondFactor>();

        var used = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => factor.UseAsync(account, new FactorProof(code), null, default)));

        Assert.Single(used, FactorUsed.Code);
    }

    [Fact]
    public async Task RecoveryCode_EachOnce_OnThePageToo()
    {
        var enrolled = await EnrolledAsync();
        var (first, browser) = (enrolled.RecoveryCodes[0], Browser(enrolled));
        await browser.LoginAsync();

        Assert.Equal("/", await browser.CodeAsync(first.ToLowerInvariant().Replace('-', ' ')));
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync());
        Assert.Equal("""{"left":"9"}""", (await LastAsync(AuditAct.RecoveryCodeUsed)).DetailsJson);
        Assert.Equal("""{"by":"recovery_code"}""", (await LastAsync(AuditAct.SignedIn)).DetailsJson);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.ApiLoginAsync(first)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.ApiLoginAsync(enrolled.RecoveryCodes[1])).StatusCode);
    }

    [Fact]
    public async Task RecoveryCode_OfAnother_IsRefused()
    {
        Assert.Null(await Accounts.CreateAsync("b@example.com", Password, AccountRole.Support, default));
        var (enrolled, other) = (await EnrolledAsync(), new FactorBrowser(_portal, "b@example.com", Password));
        await other.ApiLoginAsync();
        await other.EnrolAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, (await Browser(enrolled).ApiLoginAsync(other.RecoveryCodes[0])).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Browser(enrolled).ApiLoginAsync(enrolled.RecoveryCodes[0])).StatusCode);
    }

    [Fact]
    public async Task Api_RightPasswordAlone_SaysThatACodeIsNeeded()
    {
        var browser = Browser(await EnrolledAsync());

        var answer = await browser.ApiLoginAsync();

        Assert.Equal((HttpStatusCode.Unauthorized, "code_required"), (answer.StatusCode, await ReasonAsync(answer)));
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.False(answer.Headers.Contains("Set-Cookie"));
        var wrong = await browser.ApiLoginAsync(browser.WrongCode());
        Assert.Equal((HttpStatusCode.Unauthorized, "code_wrong"), (wrong.StatusCode, await ReasonAsync(wrong)));
        Assert.False(wrong.Headers.Contains("Set-Cookie"));
    }

    [Fact]
    public async Task WrongPassword_SameAnswerForEverybody()
    {
        Assert.Null(await Accounts.CreateAsync("without@example.com", Password, AccountRole.Support, default));
        var enrolled = await EnrolledAsync();
        var answers = new List<string>();
        foreach (var (email, code) in new[] { (Email, null), (Email, enrolled.Code()), ("without@example.com", null), ("nobody@example.com", (string?)null) })
        {
            var browser = new FactorBrowser(_portal, email, "wrong password") { Remote = $"198.51.100.{answers.Count}" };
            var api = await browser.ApiLoginAsync(code);
            answers.Add($"{api.StatusCode} {JsonElement.Parse(await api.Content.ReadAsStringAsync()).GetProperty("title")} {api.Headers.Contains("Set-Cookie")} {await browser.LoginAsync()}");
        }

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task Api_CodeOfAnAccountWithout_ChangesNothing()
    {
        await MakeAccountAsync();

        Assert.Equal(HttpStatusCode.OK, (await Browser().ApiLoginAsync("123456")).StatusCode);
    }

    [Fact]
    public async Task Codes_Guessed_AreSlowedDown_ARightPasswordBetweenDoesntHelp()
    {
        var browser = Browser(await EnrolledAsync(), "198.51.100.1");
        for (var i = 0; i < 7; i++)
        {
            Assert.Equal("code_wrong", await ReasonAsync(await browser.ApiLoginAsync(browser.WrongCode())));
            _portal.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var answer = await browser.ApiLoginAsync(browser.Code());

        Assert.Equal(HttpStatusCode.TooManyRequests, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }

    [Fact]
    public async Task Codes_GuessedFromEverywhere_AreFewAllTheSame_AndTheOwnersDeviceIsLetIn()
    {
        var enrolled = await EnrolledAsync();
        for (var i = 0; i < 12; i++)
        {
            var guesser = Browser(enrolled, $"198.51.100.{i}");
            await guesser.ApiLoginAsync(guesser.WrongCode());
        }

        var next = Browser(enrolled, "203.0.113.1");

        Assert.Equal(HttpStatusCode.TooManyRequests, (await next.ApiLoginAsync(next.Code())).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await enrolled.ApiLoginAsync(enrolled.Code())).StatusCode);
    }

    [Fact]
    public async Task ResetLink_DoesntLeadAroundIt()
    {
        var enrolled = await EnrolledAsync();
        var admin = _portal.Store.SignIn(AccountRole.Administrator, _portal.Clock);
        var link = await _portal.Services.GetRequiredService<MakeResetLink>().RunAsync(admin, (await Accounts.FindAsync(Email, default))!.Id, default);
        var browser = Browser(enrolled);

        var to = await browser.PostAsync("/reset", "/account/reset", ("token", PeopleFixture.TokenOf(link.Value!)), ("password", Other));

        Assert.Equal("/login/code", to);
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync());
        Assert.Equal("/", await browser.CodeAsync(browser.Code()));
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync());
    }

    [Fact]
    public async Task Key_IsEncryptedInTheStoreAndInNoLogLine()
    {
        _portal.Settings["Logging:LogLevel:Default"] = "Trace";
        var enrolled = await EnrolledAsync();
        await Browser(enrolled).ApiLoginAsync(enrolled.Code());

        var account = (await Accounts.FindAsync(Email, default))!;

        Assert.StartsWith("CfDJ8", account.SecondFactorProtected, StringComparison.Ordinal);
        Assert.DoesNotContain(_portal.Log.All, l => l.Text.Contains(enrolled.Key, StringComparison.Ordinal) || enrolled.RecoveryCodes.Any(c => l.Text.Contains(c, StringComparison.Ordinal)));
        var hashes = await _portal.Store.ReadAsync((db, token) => db.OneTimeTokens.Select(t => t.Hash).ToListAsync(token), default);
        Assert.DoesNotContain(hashes, h => enrolled.RecoveryCodes.Any(c => h.Contains(c.Replace("-", "", StringComparison.Ordinal), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Key_WithOtherKeysOfTheStore_RefusesCodesAndTakesRecoveryCodes()
    {
        _portal.Settings["Logging:LogLevel:RelationSync"] = "Error";
        var enrolled = await EnrolledAsync();
        await _portal.Store.WriteAsync((db, token) => db.Accounts.ExecuteUpdateAsync(s => s.SetProperty(a => a.SecondFactorProtected, "CfDJ8-of-other-keys"), token), default);

        Assert.Equal(HttpStatusCode.Unauthorized, (await Browser(enrolled).ApiLoginAsync(enrolled.Code())).StatusCode);
        Assert.Contains(_portal.Log.Of<SecondFactor>(), l => l.Text.Contains("can't be decrypted", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.OK, (await Browser(enrolled).ApiLoginAsync(enrolled.RecoveryCodes[0])).StatusCode);
    }

    private FactorBrowser Browser(FactorBrowser? appOf = null, string remote = "192.0.2.1") =>
        new(_portal, Email, Password) { Key = appOf?.Key ?? "", Remote = remote };

    // Not before the test: what it sets counts from the portal's start.
    private async Task MakeAccountAsync() => Assert.Null(await Accounts.CreateAsync(Email, Password, AccountRole.Support, default));

    /// <summary>Somebody signed in who has turned it on, a step ago.</summary>
    private async Task<FactorBrowser> EnrolledAsync()
    {
        await MakeAccountAsync();
        var browser = Browser();
        Assert.Equal(HttpStatusCode.OK, (await browser.ApiLoginAsync()).StatusCode);
        Assert.DoesNotContain("error", await browser.EnrolAsync(), StringComparison.Ordinal);
        Assert.Equal(10, browser.RecoveryCodes.Distinct().Count());
        _portal.Clock.Advance(2 * Step);
        return browser;
    }

    private static async Task<string?> ReasonAsync(HttpResponseMessage answer) =>
        JsonElement.Parse(await answer.Content.ReadAsStringAsync()).TryGetProperty("reason", out var reason) ? reason.GetString() : null;

    private Task<AuditEntry> LastAsync(AuditAct act) => _portal.Store.ReadAsync(
        (db, token) => db.AuditEntries.Where(e => e.Act == act).OrderByDescending(e => e.Seq).FirstAsync(token), default);
}
