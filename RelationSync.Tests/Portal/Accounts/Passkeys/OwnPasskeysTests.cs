using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Accounts.Passkeys;

/// <summary>Renaming and removing one's own passkeys, how they confirm other changes, and how others take them off.</summary>
public sealed class OwnPasskeysTests() : PasskeyContext(Email, AccountRole.Administrator)
{
    private const string Email = "admin@example.com";
    private const string Done = "/second-factor?returnUrl=%2F";

    private readonly SoftwareAuthenticator _phone = new();

    protected override void Dispose(bool isDisposing)
    {
        _phone.Dispose();
        base.Dispose(isDisposing);
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
        Assert.True((await AccountAsync())!.HasAuthenticator);
        Portal.Clock.Advance(TimeSpan.FromSeconds(2 * Totp.StepSeconds));
        Assert.Equal("/profile?done=factor", await browser.ChangeAsync("off", browser.Code()));
        var account = (await AccountAsync())!;
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
        var other = Portal.Store.SignIn(AccountRole.Administrator, Portal.Clock);
        var people = await Portal.Services.GetRequiredService<BrowsePeople>().RunAsync(default);
        Assert.True(people.People.Single(p => p.Email == Email).HasSecondFactor);

        Assert.Null(await Portal.Services.GetRequiredService<RemoveSecondFactor>().RunAsync(other, (await AccountAsync())!.Id, default));

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

        Assert.Equal(0, await Portal.Services.GetRequiredService<ResetAdmin>().RunAsync(["reset-admin", Email], output, default));

        Assert.Contains("second factor is taken off", output.ToString(), StringComparison.Ordinal);
        Assert.Empty(await StoredAsync());
    }

    [StoreFact]
    public async Task Deleted_TakesThePasskeysAlong()
    {
        await RegisteredAsync();
        var other = Portal.Store.SignIn(AccountRole.Administrator, Portal.Clock);

        Assert.Null(await Portal.Services.GetRequiredService<DeleteUser>().RunAsync(other, (await AccountAsync())!.Id, default));

        Assert.Empty(await StoredAsync());
    }

    private static Task<string?> RemoveAsync(FactorBrowser browser, string id, params (string Name, string Value)[] proof) => browser.PostAsync(
        $"/second-factor?remove={id}", "/account/passkeys/remove", [("password", FactorBrowser.UsualPassword), ("passkey", id), .. proof]);

    private static Task<string?> RenameAsync(FactorBrowser browser, string id, string name) =>
        browser.PostAsync("/second-factor", "/account/passkeys/rename", ("passkey", id), ("name", name));
}
