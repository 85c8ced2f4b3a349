using System.Net;
using System.Text.Json.Nodes;
using RelationSync.Portal.Accounts.Passkeys;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Accounts.Passkeys;

/// <summary>Adding one's own passkeys.</summary>
public sealed class AddPasskeyTests() : PasskeyContext(Email, AccountRole.Administrator)
{
    private const string Email = "admin@example.com";
    private const string Done = "/second-factor?returnUrl=%2F";
    private const string Refused = "/second-factor?add=passkey&error=passkey&returnUrl=%2F";

    private readonly SoftwareAuthenticator _phone = new();

    protected override void Dispose(bool isDisposing)
    {
        _phone.Dispose();
        base.Dispose(isDisposing);
    }

    [StoreFact]
    public async Task Add_TheFirst_KeepsThisDevice_EndsTheOthers_ShowsTheCodesOnce()
    {
        var (browser, elsewhere) = (await SignedInAsync(), await SignedInAsync());

        Assert.Equal(Done, await browser.AddFirstAsync(Laptop, "Work laptop"));

        Assert.Equal(10, browser.RecoveryCodes.Count);
        Assert.Empty(await browser.ReadCodesAsync());
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await elsewhere.StatusAsync());
        var stored = Assert.Single(await StoredAsync());
        Assert.Equal(("Work laptop", 1, "Internal,Hybrid", null), (stored.Name, stored.SignCount, stored.Transports, stored.LastUsedAt));
        Assert.Equal(Laptop.CredentialId, stored.CredentialId);
        Assert.Equal("""{"passkey":"Work laptop"}""", (await LastAsync(AuditAct.PasskeyAdded)).DetailsJson);
        Assert.Contains("Work laptop", await browser.PageAsync("/second-factor"), StringComparison.Ordinal);
    }

    [StoreFact]
    public async Task Add_Options_AskForNoAttestationAndNameWhatIsThere()
    {
        var browser = await RegisteredAsync();
        Assert.Equal("/second-factor?add=passkey&returnUrl=%2F", await browser.ConfirmAsync(("answer", await ProveAsync(browser, 2))));

        var options = JsonNode.Parse((await browser.OptionsAsync("/second-factor?add=passkey", "/account/passkeys/new"))!)!;

        Assert.Equal(("none", "localhost"), ((string?)options["attestation"], (string?)options["rp"]!["id"]));
        Assert.Equal(Email, (string?)options["user"]!["name"]);
        Assert.Equal("preferred", (string?)options["authenticatorSelection"]!["userVerification"]);
        Assert.Equal("discouraged", (string?)options["authenticatorSelection"]!["residentKey"]);
        Assert.Single(options["excludeCredentials"]!.AsArray());
    }

    [StoreFact]
    public async Task Add_AnotherOne_AsksForTheFactorThatThereIs_MakesNoCodes()
    {
        var browser = await RegisteredAsync();
        var elsewhere = await ElsewhereAsync(browser);

        Assert.Equal("/second-factor?add=passkey&error=factor&returnUrl=%2F", await browser.ConfirmAsync());
        Assert.Null(await browser.OptionsAsync("/second-factor?add=passkey", "/account/passkeys/new"));
        Assert.Equal("/second-factor?add=passkey&returnUrl=%2F", await browser.ConfirmAsync(("answer", await ProveAsync(browser, 2))));
        Assert.Equal(Done, await browser.AddAsync(_phone, "Phone"));

        Assert.Equal(["Laptop", "Phone"], (await StoredAsync()).Select(p => p.Name));
        Assert.Empty(await browser.ReadCodesAsync());
        Assert.Equal(9, await CodesAsync());
        Assert.Equal(HttpStatusCode.OK, await elsewhere.StatusAsync());
        Assert.Equal("/second-factor?add=passkey&error=key&returnUrl=%2F", await browser.PostAsync("/second-factor", "/account/passkeys/add", ("answer", "{}")));
    }

    [StoreFact]
    public async Task Add_WrongPassword_IsRefused()
    {
        var browser = await SignedInAsync();

        Assert.Equal(
            "/second-factor?add=passkey&error=current&returnUrl=%2F",
            await browser.PostAsync("/second-factor", "/account/passkeys/confirm", ("password", "wrong password"), ("add", "passkey")));
        Assert.Null(await browser.OptionsAsync("/second-factor", "/account/passkeys/new"));
    }

    [StoreFact]
    public async Task Add_MoreThanFiveMinutesAfterThePassword_IsRefused()
    {
        var browser = await SignedInAsync();
        await browser.ConfirmAsync();
        Portal.Clock.Advance(TimeSpan.FromMinutes(5));

        Assert.Null(await browser.OptionsAsync("/second-factor", "/account/passkeys/new"));
    }

    [StoreFact]
    public async Task Add_AnswerThatDoesntVerify_AddsNothing()
    {
        var browser = await SignedInAsync();
        await browser.ConfirmAsync();
        foreach (var bend in new Action<SoftwareAuthenticator>[]
        {
            a => a.Origin = "http://example.com",
            a => a.Domain = "example.com",
            a => a.IsUserPresent = false,
            a => a.Type = "webauthn.get",
            a => a.Challenge = "AAAA",
        })
        {
            using var bent = new SoftwareAuthenticator();
            bend(bent);
            Assert.Equal(Refused, await browser.AddAsync(bent));
        }

        Assert.Equal(Refused, await browser.PostAsync("/second-factor", "/account/passkeys/add", ("answer", "nonsense")));
        Assert.Empty(await StoredAsync());
        Assert.False((await AccountAsync())!.HasSecondFactor);
        Assert.Equal(Done, await browser.AddAsync(Laptop));
    }

    [StoreFact]
    public async Task Add_ChallengeUsedOrTooOld_AddsNothing()
    {
        var browser = await SignedInAsync();
        await browser.ConfirmAsync();
        var options = (await browser.OptionsAsync("/second-factor", "/account/passkeys/new"))!;
        _phone.IsUserPresent = false;
        Assert.Equal(Refused, await browser.PostAsync("/second-factor", "/account/passkeys/add", ("answer", _phone.Create(options))));
        Assert.Equal(Refused, await browser.PostAsync("/second-factor", "/account/passkeys/add", ("answer", Laptop.Create(options))));

        options = (await browser.OptionsAsync("/second-factor", "/account/passkeys/new"))!;
        Portal.Clock.Advance(PasskeyChallenges.Lifetime);
        Assert.Equal(Refused, await browser.PostAsync("/second-factor", "/account/passkeys/add", ("answer", Laptop.Create(options))));

        Assert.Empty(await StoredAsync());
    }

    [StoreFact]
    public async Task Add_CredentialOfAnotherAccount_IsRefused()
    {
        await RegisteredAsync();
        await MakeAccountAsync("b@example.com");
        var other = await SignedInAsync("b@example.com");
        using var same = new SoftwareAuthenticator { CredentialId = Laptop.CredentialId };

        Assert.Equal(Refused, await other.AddFirstAsync(same));

        Assert.Single(await StoredAsync());
    }

    [StoreFact]
    public async Task Add_MoreThanTwenty_IsRefused()
    {
        var browser = await RegisteredAsync();
        var id = (await AccountAsync())!.Id;
        await Portal.Store.WriteAsync(
            (db, _) =>
            {
                db.AddRange(Enumerable.Range(1, OwnPasskeys.Most - 1).Select(i =>
                    new Passkey { Id = Guid.NewGuid(), AccountId = id, CredentialId = [(byte)i], PublicKey = [0], Name = "Another" }));
                return Task.CompletedTask;
            },
            default);
        await browser.ConfirmAsync(("answer", await ProveAsync(browser, 2)));

        Assert.Equal("/second-factor?add=passkey&error=passkeys&returnUrl=%2F", await browser.AddAsync(_phone));
    }
}
