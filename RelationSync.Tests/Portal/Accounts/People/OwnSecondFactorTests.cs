using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Hosting;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Accounts.People;

/// <summary>Turning one's own second factor on and off, new recovery codes, and how others take it off.</summary>
public sealed class OwnSecondFactorTests : IAsyncLifetime, IDisposable
{
    private const string Email = "admin@example.com";
    private const string Password = "correct horse battery";

    private readonly PortalFactory _portal = new();

    private AccountService Accounts => _portal.Services.GetRequiredService<AccountService>();

    public async Task InitializeAsync() => Assert.Null(await Accounts.CreateAsync(Email, Password, AccountRole.Administrator, default));

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _portal.Dispose();

    [StoreFact]
    public async Task TurnOn_KeepsThisDevice_EndsTheOthers_ShowsTheCodesOnce()
    {
        var (browser, elsewhere) = (await SignedInAsync(), await SignedInAsync());

        Assert.Equal("/second-factor?returnUrl=%2F", await browser.EnrolAsync());

        Assert.Equal(10, browser.RecoveryCodes.Count);
        Assert.Empty(await browser.ReadCodesAsync());
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await elsewhere.StatusAsync());
        Assert.Contains(AuditAct.SecondFactorTurnedOn, await ActsAsync());
    }

    [StoreFact]
    public async Task TurnOn_WrongPasswordOrCode_TurnsNothingOnAndKeepsTheKey()
    {
        var browser = await SignedInAsync();

        Assert.Equal("/second-factor?error=current&returnUrl=%2F", await browser.EnrolAsync(givenPassword: "wrong password"));
        var offered = browser.Key;
        Assert.Equal("/second-factor?error=factor&returnUrl=%2F", await browser.EnrolAsync(browser.WrongCode()));

        Assert.Equal(offered, browser.Key);
        Assert.False((await Accounts.FindAsync(Email, default))!.HasSecondFactor);
        Assert.DoesNotContain("error", await browser.EnrolAsync(), StringComparison.Ordinal);
    }

    [StoreFact]
    public async Task TurnOn_KeyOfAQuarterOfAnHourAgo_IsAnother()
    {
        var browser = await SignedInAsync();
        await browser.ReadKeyAsync();
        var offered = browser.Key;
        _portal.Clock.Advance(TimeSpan.FromMinutes(15));

        await browser.ReadKeyAsync();

        Assert.NotEqual(offered, browser.Key);
    }

    [StoreFact]
    public async Task TurnOn_PasswordGuessedInAnOpenSession_IsSlowedDown()
    {
        var browser = await SignedInAsync();
        string? last = null;
        for (var i = 0; i < 12; i++)
        {
            last = await browser.EnrolAsync(givenPassword: $"guess {i}");
        }

        Assert.Equal("/second-factor?error=throttled&returnUrl=%2F", last);
    }

    [StoreFact]
    public async Task Codes_MadeAnew_ReplaceThoseBefore()
    {
        var browser = await EnrolledAsync();
        var before = browser.RecoveryCodes;

        Assert.Equal("/second-factor?error=factor&returnUrl=%2F", await browser.ChangeAsync("codes", browser.WrongCode()));
        Assert.Equal("/second-factor?error=current&returnUrl=%2F", await browser.ChangeAsync("codes", browser.Code(), "wrong password"));
        Assert.Equal("/second-factor?returnUrl=%2F", await browser.ChangeAsync("codes", browser.Code()));

        var after = await browser.ReadCodesAsync();
        Assert.Equal(10, after.Count);
        Assert.Empty(after.Intersect(before));
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.ApiLoginAsync(before[0])).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await browser.ApiLoginAsync(after[0])).StatusCode);
        Assert.Contains(AuditAct.RecoveryCodesMade, await ActsAsync());
    }

    [StoreFact]
    public async Task TurnOff_AsksForPasswordAndCode_EndsTheOthers()
    {
        var browser = await EnrolledAsync();
        var elsewhere = new FactorBrowser(_portal, Email, Password) { Key = browser.Key };
        await elsewhere.ApiLoginAsync(browser.RecoveryCodes[0]);

        Assert.Equal("/second-factor?error=factor&returnUrl=%2F", await browser.ChangeAsync("off", browser.WrongCode()));
        Assert.Equal("/second-factor?error=current&returnUrl=%2F", await browser.ChangeAsync("off", browser.Code(), "wrong password"));
        Assert.True((await Accounts.FindAsync(Email, default))!.HasSecondFactor);
        Assert.Equal("/profile?done=factor", await browser.ChangeAsync("off", browser.RecoveryCodes[1]));

        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync());
        Assert.Equal(HttpStatusCode.Unauthorized, await elsewhere.StatusAsync());
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.ApiLoginAsync()).StatusCode);
        Assert.Equal(0, await CodesAsync());
        Assert.Contains(AuditAct.SecondFactorTurnedOff, await ActsAsync());
    }

    [StoreFact]
    public async Task TurnOff_CodesGuessedInAnOpenSession_IsSlowedDown()
    {
        var browser = await EnrolledAsync();
        string? last = null;
        for (var i = 0; i < 12; i++)
        {
            last = await browser.ChangeAsync("off", browser.WrongCode());
        }

        Assert.Equal("/second-factor?error=throttled&returnUrl=%2F", last);
    }

    [StoreFact]
    public async Task TakenOff_ByAnAdministrator_EndsTheirSessions_ThePasswordAloneLetsIn()
    {
        var browser = await EnrolledAsync();
        var other = _portal.Store.SignIn(AccountRole.Administrator, _portal.Clock);
        var command = _portal.Services.GetRequiredService<RemoveSecondFactor>();
        var id = (await Accounts.FindAsync(Email, default))!.Id;

        Assert.Null(await command.RunAsync(other, id, default));

        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync());
        Assert.Equal(HttpStatusCode.OK, (await browser.ApiLoginAsync()).StatusCode);
        Assert.Equal(0, await CodesAsync());
        var entry = await _portal.Store.ReadAsync((db, token) => db.AuditEntries.SingleAsync(e => e.Act == AuditAct.SecondFactorRemoved, token), default);
        Assert.Equal((Email, other.Identity!.Name), (entry.About, entry.Actor));
    }

    [StoreFact]
    public async Task TakenOff_OnesOwn_IsRefused()
    {
        await EnrolledAsync();
        var account = (await Accounts.FindAsync(Email, default))!;
        var oneself = Principals.Of(account, "test", _portal.Clock.GetUtcNow());

        Assert.Equal(CommandFault.Oneself, await _portal.Services.GetRequiredService<RemoveSecondFactor>().RunAsync(oneself, account.Id, default));
    }

    [StoreFact]
    public async Task ResetAdmin_TakesItOffAndSaysSo()
    {
        var browser = await EnrolledAsync();
        var (first, second) = (new StringWriter(), new StringWriter());
        var command = _portal.Services.GetRequiredService<ResetAdmin>();

        Assert.Equal(0, await command.RunAsync(["reset-admin", Email], first, default));
        Assert.Equal(0, await command.RunAsync(["reset-admin", Email], second, default));

        Assert.Contains("second factor is taken off", first.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("second factor", second.ToString(), StringComparison.Ordinal);
        _portal.Clock.Advance(TimeSpan.FromSeconds(6));
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync());
        Assert.False((await Accounts.FindAsync(Email, default))!.HasSecondFactor);
        Assert.Contains(AuditAct.SecondFactorRemoved, await ActsAsync());
    }

    [StoreFact]
    public async Task Deleted_TakesTheRecoveryCodesAlong()
    {
        await EnrolledAsync();
        var other = _portal.Store.SignIn(AccountRole.Administrator, _portal.Clock);

        Assert.Null(await _portal.Services.GetRequiredService<DeleteUser>().RunAsync(other, (await Accounts.FindAsync(Email, default))!.Id, default));

        Assert.Equal(0, await CodesAsync());
    }

    private async Task<FactorBrowser> SignedInAsync()
    {
        var browser = new FactorBrowser(_portal, Email, Password);
        Assert.Equal(HttpStatusCode.OK, (await browser.ApiLoginAsync()).StatusCode);
        return browser;
    }

    private async Task<FactorBrowser> EnrolledAsync()
    {
        var browser = await SignedInAsync();
        Assert.DoesNotContain("error", await browser.EnrolAsync(), StringComparison.Ordinal);
        _portal.Clock.Advance(TimeSpan.FromSeconds(2 * Totp.StepSeconds));
        return browser;
    }

    private Task<int> CodesAsync() => _portal.Store.ReadAsync((db, token) => db.OneTimeTokens.CountAsync(t => t.Purpose == "recovery", token), default);

    private Task<List<AuditAct>> ActsAsync() =>
        _portal.Store.ReadAsync((db, token) => db.AuditEntries.OrderBy(e => e.Seq).Select(e => e.Act).ToListAsync(token), default);
}
