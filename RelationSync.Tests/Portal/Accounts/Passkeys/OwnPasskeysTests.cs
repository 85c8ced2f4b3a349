using System.Net;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.Passkeys;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Hosting;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Accounts.Passkeys;

/// <summary>Adding, renaming and removing one's own passkeys, and how others take them off.</summary>
public sealed class OwnPasskeysTests : IAsyncLifetime, IDisposable
{
    private const string Email = "admin@example.com";
    private const string Done = "/second-factor?returnUrl=%2F";
    private const string Refused = "/second-factor?add=passkey&error=passkey&returnUrl=%2F";

    private readonly PortalFactory _portal = new();
    private readonly SoftwareAuthenticator _laptop = new();
    private readonly SoftwareAuthenticator _phone = new();

    private AccountService Accounts => _portal.Services.GetRequiredService<AccountService>();

    public async Task InitializeAsync() => await MakeAccountAsync(Email);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _laptop.Dispose();
        _phone.Dispose();
        _portal.Dispose();
    }

    [StoreFact]
    public async Task Add_TheFirst_KeepsThisDevice_EndsTheOthers_ShowsTheCodesOnce()
    {
        var (browser, elsewhere) = (await SignedInAsync(), await SignedInAsync());

        Assert.Equal(Done, await browser.AddFirstAsync(_laptop, "Work laptop"));

        Assert.Equal(10, browser.RecoveryCodes.Count);
        Assert.Empty(await browser.ReadCodesAsync());
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await elsewhere.StatusAsync());
        var stored = Assert.Single(await StoredAsync());
        Assert.Equal(("Work laptop", 1, "Internal,Hybrid", null), (stored.Name, stored.SignCount, stored.Transports, stored.LastUsedAt));
        Assert.Equal(_laptop.CredentialId, stored.CredentialId);
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
        _portal.Clock.Advance(TimeSpan.FromMinutes(5));

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
        Assert.False((await Accounts.FindAsync(Email, default))!.HasSecondFactor);
        Assert.Equal(Done, await browser.AddAsync(_laptop));
    }

    [StoreFact]
    public async Task Add_ChallengeUsedOrTooOld_AddsNothing()
    {
        var browser = await SignedInAsync();
        await browser.ConfirmAsync();
        var options = (await browser.OptionsAsync("/second-factor", "/account/passkeys/new"))!;
        _phone.IsUserPresent = false;
        Assert.Equal(Refused, await browser.PostAsync("/second-factor", "/account/passkeys/add", ("answer", _phone.Create(options))));
        Assert.Equal(Refused, await browser.PostAsync("/second-factor", "/account/passkeys/add", ("answer", _laptop.Create(options))));

        options = (await browser.OptionsAsync("/second-factor", "/account/passkeys/new"))!;
        _portal.Clock.Advance(PasskeyChallenges.Lifetime);
        Assert.Equal(Refused, await browser.PostAsync("/second-factor", "/account/passkeys/add", ("answer", _laptop.Create(options))));

        Assert.Empty(await StoredAsync());
    }

    [StoreFact]
    public async Task Add_CredentialOfAnotherAccount_IsRefused()
    {
        await RegisteredAsync();
        await MakeAccountAsync("b@example.com");
        var other = await SignedInAsync("b@example.com");
        using var same = new SoftwareAuthenticator { CredentialId = _laptop.CredentialId };

        Assert.Equal(Refused, await other.AddFirstAsync(same));

        Assert.Single(await StoredAsync());
    }

    [StoreFact]
    public async Task Add_MoreThanTwenty_IsRefused()
    {
        var browser = await RegisteredAsync();
        var id = (await Accounts.FindAsync(Email, default))!.Id;
        await _portal.Store.WriteAsync(
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

    [StoreFact]
    public async Task App_AddedToAPasskey_AsksForThePasskeyToo_KeepsTheCodes()
    {
        var browser = await RegisteredAsync();
        Assert.DoesNotContain("second-factor-key", await browser.PageAsync("/second-factor?add=app"), StringComparison.Ordinal);

        await browser.ConfirmAsync(("answer", await ProveAsync(browser, 2)));
        var page = await browser.PageAsync("/second-factor?add=app");
        browser.Key = page.Split("data-testid=\"second-factor-key\">")[1].Split('<')[0].Replace(" ", "", StringComparison.Ordinal);
        Assert.Equal(Done, await browser.PostAsync(
            "/second-factor?add=app", "/account/second-factor/on", ("password", FactorBrowser.UsualPassword), ("code", browser.Code())));

        Assert.Equal(10, await CodesAsync());
        Assert.Empty(await browser.ReadCodesAsync());
        Assert.True((await Accounts.FindAsync(Email, default))!.HasAuthenticator);
        _portal.Clock.Advance(TimeSpan.FromSeconds(2 * Totp.StepSeconds));
        Assert.Equal("/profile?done=factor", await browser.ChangeAsync("off", browser.Code()));
        var account = (await Accounts.FindAsync(Email, default))!;
        Assert.Equal((false, 1, 10), (account.HasAuthenticator, account.Passkeys.Count, await CodesAsync()));
    }

    [StoreFact]
    public async Task Codes_MadeAnew_ConfirmedWithAPasskey()
    {
        var browser = await RegisteredAsync();
        var before = browser.RecoveryCodes;

        Assert.Equal(Done, await browser.PostAsync(
            "/second-factor", "/account/second-factor/codes", ("password", FactorBrowser.UsualPassword), ("answer", await ProveAsync(browser, 2))));

        Assert.Empty((await browser.ReadCodesAsync()).Intersect(before));
        Assert.Equal(10, browser.RecoveryCodes.Count);
    }

    [StoreFact]
    public async Task Rename_IsAudited_AndNeverOfAnotherAccount()
    {
        var browser = await RegisteredAsync();
        await MakeAccountAsync("b@example.com");
        var other = await SignedInAsync("b@example.com");
        var id = (await StoredAsync())[0].Id.ToString();

        Assert.Equal("/second-factor?error=key&returnUrl=%2F", await RenameAsync(other, id, "Mine"));
        Assert.Equal(Done, await RenameAsync(browser, id, $" {new string('x', 80)}\u0001"));

        Assert.Equal(new string('x', Passkey.LongestName), (await StoredAsync())[0].Name);
        Assert.Equal($$"""{"from":"Laptop","to":"{{new string('x', Passkey.LongestName)}}"}""", (await LastAsync(AuditAct.PasskeyRenamed)).DetailsJson);
    }

    [StoreFact]
    public async Task Remove_OneOfTwo_KeepsTheOther_EndsTheOtherSessions()
    {
        var browser = await RegisteredAsync();
        await browser.ConfirmAsync(("answer", await ProveAsync(browser, 2)));
        await browser.AddAsync(_phone, "Phone");
        var elsewhere = await ElsewhereAsync(browser);
        var laptop = (await StoredAsync()).Single(p => p.Name == "Laptop").Id.ToString();

        Assert.Equal($"/second-factor?remove={laptop}&error=factor&returnUrl=%2F", await RemoveAsync(browser, laptop));
        Assert.Equal($"/second-factor?remove={laptop}&error=passkey&returnUrl=%2F", await RemoveAsync(browser, laptop, ("answer", "{}")));
        _phone.Count = 2;
        Assert.Equal("/profile?done=passkey", await RemoveAsync(browser, laptop, ("answer", await browser.ProveAsync(_phone))));

        Assert.Equal("Phone", Assert.Single(await StoredAsync()).Name);
        Assert.Equal(9, await CodesAsync());
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await elsewhere.StatusAsync());
        Assert.Equal("""{"passkey":"Laptop"}""", (await LastAsync(AuditAct.PasskeyRemoved)).DetailsJson);
    }

    [StoreFact]
    public async Task Remove_TheLast_LeavesThePasswordAlone()
    {
        var browser = await RegisteredAsync();
        var id = (await StoredAsync())[0].Id.ToString();

        Assert.Equal("/profile?done=passkey", await RemoveAsync(browser, id, ("code", browser.RecoveryCodes[0])));

        Assert.Equal(0, await CodesAsync());
        Assert.Equal(HttpStatusCode.OK, (await browser.ApiLoginAsync()).StatusCode);
    }

    [StoreFact]
    public async Task TakenOff_ByAnAdministrator_TakesThePasskeysAndEndsTheirSessions()
    {
        var browser = await RegisteredAsync();
        var other = _portal.Store.SignIn(AccountRole.Administrator, _portal.Clock);
        var people = await _portal.Services.GetRequiredService<BrowsePeople>().RunAsync(default);
        Assert.True(people.People.Single(p => p.Email == Email).HasSecondFactor);

        Assert.Null(await _portal.Services.GetRequiredService<RemoveSecondFactor>().RunAsync(other, (await Accounts.FindAsync(Email, default))!.Id, default));

        Assert.Empty(await StoredAsync());
        Assert.Equal(0, await CodesAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync());
        Assert.Equal(HttpStatusCode.OK, (await browser.ApiLoginAsync()).StatusCode);
        Assert.Equal(Email, (await LastAsync(AuditAct.SecondFactorRemoved)).About);
    }

    [StoreFact]
    public async Task ResetAdmin_TakesThePasskeys()
    {
        await RegisteredAsync();
        var output = new StringWriter();

        Assert.Equal(0, await _portal.Services.GetRequiredService<ResetAdmin>().RunAsync(["reset-admin", Email], output, default));

        Assert.Contains("second factor is taken off", output.ToString(), StringComparison.Ordinal);
        Assert.Empty(await StoredAsync());
    }

    [StoreFact]
    public async Task Deleted_TakesThePasskeysAlong()
    {
        await RegisteredAsync();
        var other = _portal.Store.SignIn(AccountRole.Administrator, _portal.Clock);

        Assert.Null(await _portal.Services.GetRequiredService<DeleteUser>().RunAsync(other, (await Accounts.FindAsync(Email, default))!.Id, default));

        Assert.Empty(await StoredAsync());
    }

    private static Task<string?> RemoveAsync(FactorBrowser browser, string id, params (string Name, string Value)[] proof) => browser.PostAsync(
        $"/second-factor?remove={id}", "/account/passkeys/remove", [("password", FactorBrowser.UsualPassword), ("passkey", id), .. proof]);

    private static Task<string?> RenameAsync(FactorBrowser browser, string id, string name) =>
        browser.PostAsync("/second-factor", "/account/passkeys/rename", ("passkey", id), ("name", name));

    private async Task<string> ProveAsync(FactorBrowser browser, uint count)
    {
        _laptop.Count = count;
        return await browser.ProveAsync(_laptop);
    }

    private async Task<FactorBrowser> SignedInAsync(string email = Email)
    {
        var browser = new FactorBrowser(_portal, email, FactorBrowser.UsualPassword);
        Assert.Equal(HttpStatusCode.OK, (await browser.ApiLoginAsync()).StatusCode);
        return browser;
    }

    private async Task<FactorBrowser> RegisteredAsync()
    {
        var browser = await SignedInAsync();
        Assert.Equal(Done, await browser.AddFirstAsync(_laptop));
        return browser;
    }

    /// <summary>The same person in another browser, by a recovery code.</summary>
    private async Task<FactorBrowser> ElsewhereAsync(FactorBrowser browser)
    {
        var elsewhere = new FactorBrowser(_portal, Email, FactorBrowser.UsualPassword);
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.ApiLoginAsync(browser.RecoveryCodes[^1])).StatusCode);
        return elsewhere;
    }

    private async Task MakeAccountAsync(string email) =>
        Assert.Null(await Accounts.CreateAsync(email, FactorBrowser.UsualPassword, AccountRole.Administrator, default));

    private Task<List<Passkey>> StoredAsync() => _portal.Store.ReadAsync(
        (db, token) => db.Passkeys.OrderBy(p => p.CreatedAt).ThenBy(p => p.Name).ToListAsync(token), default);

    private Task<int> CodesAsync() => _portal.Store.ReadAsync(
        (db, token) => db.OneTimeTokens.CountAsync(t => t.Purpose == "recovery", token), default);

    private Task<AuditEntry> LastAsync(AuditAct act) => _portal.Store.ReadAsync(
        (db, token) => db.AuditEntries.Where(e => e.Act == act).OrderByDescending(e => e.Seq).FirstAsync(token), default);
}
