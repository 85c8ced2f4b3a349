using System.Buffers.Text;
using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.Passkeys;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Accounts.Passkeys;

/// <summary>Every answer of a passkey at sign-in that is refused.</summary>
public sealed class PasskeyAnswerTests() : PasskeyContext(Email, AccountRole.Support)
{
    private const string Email = "support@example.com";
    private const string Refused = "/login/code?error=passkey&returnUrl=%2F";

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
        Bend(Laptop, what);

        Assert.Equal(Refused, await UseAsync(browser, 2));

        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync());
        Assert.Equal(1, Assert.Single(await StoredAsync()).SignCount);
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
        var answer = JsonNode.Parse(Laptop.Get((await browser.SignInOptionsAsync())!))!;
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
        Laptop.Count = 2;
        var answer = Laptop.Get((await browser.SignInOptionsAsync())!);
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
        (Laptop.Count, Laptop.SignsWrongly) = (2, true);
        Assert.Equal(Refused, await browser.AnswerAsync(Laptop.Get(options)));
        Laptop.SignsWrongly = false;

        Assert.Equal(Refused, await browser.AnswerAsync(Laptop.Get(options)));
        Assert.Equal("/", await browser.UseAsync(Laptop));
    }

    [Fact]
    public async Task Answer_ManyAtOnce_CountsOnce()
    {
        await RegisteredAsync();
        Laptop.Count = 0;
        await Portal.Store.WriteAsync((db, token) => db.Passkeys.ExecuteUpdateAsync(set => set.SetProperty(p => p.SignCount, 0), token), default);
        var browser = Browser();
        await browser.LoginAsync();
        var options = (await browser.SignInOptionsAsync())!;
        var challenge = Base64Url.DecodeFromChars((string)JsonNode.Parse(options)!["challenge"]!);
        var proof = new FactorProof(null, IsByPasskey: true, new PasskeyAnswer(new PasskeySite("localhost", "http://localhost"), challenge, Laptop.Get(options)));
        var account = (await AccountAsync())!;
        var factor = Portal.Services.GetRequiredService<SecondFactor>();

        var used = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => factor.UseAsync(account, proof, null, default)));

        Assert.Single(used, FactorUsed.Passkey);
    }

    [Fact]
    public async Task Challenge_AfterTwoMinutes_IsRefused_TheNextIsNot()
    {
        await RegisteredAsync();
        var browser = Browser();
        await browser.LoginAsync();
        Laptop.Count = 2;
        var answer = Laptop.Get((await browser.SignInOptionsAsync())!);
        Portal.Clock.Advance(PasskeyChallenges.Lifetime);

        Assert.Equal(Refused, await browser.AnswerAsync(answer));
        Assert.Equal("/", await browser.UseAsync(Laptop));
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
        Assert.Equal(5, Assert.Single(await StoredAsync()).SignCount);
        Assert.Equal("/", await UseAsync(browser, 6));
    }

    [Fact]
    public async Task Answers_Wrong_AreSlowedDownLikeCodes()
    {
        await RegisteredAsync();
        var browser = Browser();
        await browser.LoginAsync();
        Laptop.SignsWrongly = true;
        string? last = null;
        for (var i = 0; i < 12; i++)
        {
            last = await browser.UseAsync(Laptop);
        }

        Assert.Equal("/login/code?error=throttled&returnUrl=%2F", last);
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

    private Task<string?> UseAsync(FactorBrowser browser, uint count)
    {
        Laptop.Count = count;
        return browser.UseAsync(Laptop);
    }
}
