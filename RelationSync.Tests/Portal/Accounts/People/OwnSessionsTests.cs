using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Access;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Hosting;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Accounts.People;

/// <summary>One's own sessions, one by one.</summary>
public sealed class OwnSessionsTests : IAsyncLifetime, IDisposable
{
    private const string Email = "a@example.com";
    private const string Password = "correct horse battery";
    private const string Firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0";

    private readonly PortalFactory _portal = new();

    private AccountService Accounts => _portal.Services.GetRequiredService<AccountService>();

    public async Task InitializeAsync() => Assert.Null(await Accounts.CreateAsync(Email, Password, AccountRole.Support, default));

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _portal.Dispose();

    [StoreFact]
    public async Task SignedInTwice_BothAreListed_WithDeviceAndTimes()
    {
        var began = _portal.Clock.GetUtcNow();
        await SignedInAsync("192.0.2.1", Firefox);
        _portal.Clock.Advance(TimeSpan.FromHours(1));
        await SignedInAsync("2001:db8::1", userAgent: null);

        var sessions = await ListAsync();

        Assert.Equal([(null, "2001:db8::/64"), ("Firefox, Linux", "192.0.2.1")], sessions.Select(s => (s.Device, s.Network)));
        Assert.Equal([_portal.Clock.GetUtcNow(), began], sessions.Select(s => s.SeenAt));
        Assert.Equal(began.ToUnixTimeSeconds(), sessions[1].Since.ToUnixTimeSeconds());
    }

    [StoreFact]
    public async Task End_OneOfThem_EndsThatOneAlone()
    {
        var (here, there, third) = (await SignedInAsync("192.0.2.1"), await SignedInAsync("192.0.2.2"), await SignedInAsync("192.0.2.3"));
        var session = (await ListAsync()).Single(s => s.Network == "192.0.2.2").Hash;

        Assert.Equal("/profile?error=current&at=sessions", await EndAsync(here, session, "wrong password"));
        Assert.Equal(HttpStatusCode.OK, await there.StatusAsync());
        Assert.Equal("/profile?done=session", await EndAsync(here, session));

        Assert.Equal(
            [HttpStatusCode.OK, HttpStatusCode.Unauthorized, HttpStatusCode.OK],
            [await here.StatusAsync(), await there.StatusAsync(), await third.StatusAsync()]);
        Assert.Equal(["192.0.2.1", "192.0.2.3"], (await ListAsync()).Select(s => s.Network).Order());
        var entry = await _portal.Store.ReadAsync((db, token) => db.AuditEntries.SingleAsync(e => e.Act == AuditAct.SessionEnded, token), default);
        Assert.Contains("192.0.2.2", entry.DetailsJson, StringComparison.Ordinal);
    }

    [StoreFact]
    public async Task End_AnothersSession_EndsNothing()
    {
        Assert.Null(await Accounts.CreateAsync("b@example.com", Password, AccountRole.Support, default));
        var (here, other) = (await SignedInAsync("192.0.2.1"), new FactorBrowser(_portal, "b@example.com", Password));
        await other.ApiLoginAsync();
        var hash = await _portal.Store.ReadAsync((db, token) => db.OpenSessions.OrderByDescending(s => s.Since).Select(s => s.Hash).ToListAsync(token), default);
        var own = (await ListAsync()).Select(s => s.Hash);

        await EndAsync(here, hash.Except(own).Single());

        Assert.Equal(HttpStatusCode.OK, await other.StatusAsync());
    }

    [StoreTheory]
    [InlineData("/account/logout")]
    [InlineData("/account/logout-everywhere")]
    public async Task SignedOut_IsListedNoMore(string path)
    {
        var here = await SignedInAsync("192.0.2.1");
        if (path == "/account/logout")
        {
            await SignedInAsync("192.0.2.2");
        }

        await here.PostAsync("/login", path);

        Assert.DoesNotContain(await ListAsync(), s => s.Network == "192.0.2.1");
    }

    [StoreFact]
    public async Task OfEarlier_GoWhenSomebodySignsInAgain()
    {
        await SignedInAsync("192.0.2.1");
        _portal.Clock.Advance(AccountSessions.LongestSession);
        await SignedInAsync("192.0.2.2");

        Assert.Equal(1, await _portal.Store.ReadAsync((db, token) => db.OpenSessions.CountAsync(token), default));
    }

    private async Task<FactorBrowser> SignedInAsync(string remote, string? userAgent = null)
    {
        var browser = new FactorBrowser(_portal, Email, Password) { Remote = remote };
        if (userAgent is not null)
        {
            browser.Client.DefaultRequestHeaders.UserAgent.ParseAdd(userAgent);
        }

        Assert.Equal(HttpStatusCode.OK, (await browser.ApiLoginAsync()).StatusCode);
        Assert.Equal(HttpStatusCode.OK, await browser.StatusAsync());
        return browser;
    }

    private static Task<string?> EndAsync(FactorBrowser browser, string session, string password = Password) =>
        browser.PostAsync("/login", "/account/sessions/end", ("password", password), ("session", session));

    // As a session that isn't listed itself sees it.
    private async Task<IReadOnlyList<OwnSessionView>> ListAsync() => await _portal.Services.GetRequiredService<OwnSessions>()
        .ListAsync(Principals.Of((await Accounts.FindAsync(Email, default))!, "test", _portal.Clock.GetUtcNow()), default);
}
