using System.Net;
using System.Security.Claims;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using RelationSync.Portal.Access;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Accounts.People;
using RelationSync.Tests.Portal.Hosting;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Accounts;

/// <summary>Signing out ends the session at the server: whoever copied its cookie has nothing.</summary>
public sealed partial class SignOutTests : IDisposable
{
    private const string Password = "correct horse battery";

    private readonly PortalFactory _portal = new();
    private readonly PeopleFixture _people = new();

    public void Dispose()
    {
        _portal.Dispose();
        _people.Dispose();
    }

    [Theory]
    [InlineData("/account/logout")]
    [InlineData("/account/login")]
    public async Task CopiedCookie_AfterItsSessionEnded_IsWorthNothing(string path)
    {
        await _portal.Services.GetRequiredService<AccountService>().CreateAsync("a@example.com", Password, AccountRole.Support, default);
        var (client, elsewhere) = (_portal.Browser(), _portal.Browser());
        var login = await PortalFactory.LoginAsync(client, "a@example.com", Password);
        await PortalFactory.LoginAsync(elsewhere, "a@example.com", Password);
        var copied = login.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("RelationSync=", StringComparison.Ordinal)).Split(';')[0];
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(_portal.Browser(), copied));

        await PostAsync(client, path);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(_portal.Browser(), copied));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(elsewhere));
        Assert.Equal(path.EndsWith("login", StringComparison.Ordinal) ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, await StatusAsync(client));
    }

    [Fact]
    public async Task EndedSession_IsStillEndedAfterARestart_AnothersIsNot()
    {
        var viewer = _people.SignIn();
        var again = await AgainAsync(viewer);
        await _people.Get<AccountService>().SignOutAsync(viewer, default);

        var restarted = new AccountSessions(_people.Store, _people.Clock);

        Assert.Null(await restarted.FindAsync(viewer, default));
        Assert.Null(await _people.Store.ReadAsync((db, token) => restarted.FindAsync(db, viewer, token), default));
        Assert.NotNull(await restarted.FindAsync(again, default));
        Assert.Equal(CommandFault.NotAllowed, (await _people.Get<InviteUser>().RunAsync(viewer, "b@example.com", AccountRole.Support, default)).Fault);
    }

    [Fact]
    public async Task OpenPage_OfTheSessionThatIsSignedOut_EndsAtOnce()
    {
        var viewer = _people.SignIn();
        using var page = new SessionRevalidation(_people.Get<AccountSessions>(), NullLoggerFactory.Instance);
        page.SetAuthenticationState(Task.FromResult(new AuthenticationState(viewer)));

        await _people.Get<AccountService>().SignOutAsync(viewer, default);

        await Soon.HoldsAsync(async () => (await page.GetAuthenticationStateAsync()).User.Identity?.IsAuthenticated != true);
    }

    [Fact]
    public async Task WhatIsKept_GoesWhenNoCookieCouldCount()
    {
        var viewer = _people.SignIn();
        await _people.Get<AccountService>().SignOutAsync(viewer, default);
        Assert.Equal(1, Kept());

        _people.Clock.Advance(AccountSessions.LongestSession);
        Assert.Null(await _people.Get<AccountSessions>().FindAsync(viewer, default));
        await _people.Get<AccountService>().SignOutAsync(await AgainAsync(viewer), default);

        Assert.Equal(1, Kept());
    }

    [Fact]
    public async Task TooManyToKeep_EndsAllOfTheAccount()
    {
        var viewer = _people.SignIn();
        var (first, bystander) = (await AgainAsync(viewer), await AgainAsync(viewer));
        await _people.Get<AccountService>().SignOutAsync(first, default);
        for (var i = 1; i < EndedSessions.MostOfAnAccount; i++)
        {
            await _people.Get<AccountService>().SignOutAsync(await AgainAsync(viewer), default);
        }

        Assert.NotNull(await _people.Get<AccountSessions>().FindAsync(bystander, default));
        await _people.Get<AccountService>().SignOutAsync(await AgainAsync(viewer), default);

        Assert.Equal(0, Kept());
        Assert.Null(await _people.Get<AccountSessions>().FindAsync(bystander, default));
        Assert.Null(await _people.Get<AccountSessions>().FindAsync(first, default));
    }

    [Fact]
    public async Task SignedOutTwice_IsKeptOnce()
    {
        var viewer = _people.SignIn();
        await _people.Get<AccountService>().SignOutAsync(viewer, default);
        await _people.Get<AccountService>().SignOutAsync(viewer, default);

        Assert.Equal(1, Kept());
    }

    [Fact]
    public async Task OpenPage_WhoseStateFails_BreaksNothing()
    {
        using var page = new SessionRevalidation(_people.Get<AccountSessions>(), NullLoggerFactory.Instance);
        var unobserved = new List<Exception>();
        EventHandler<UnobservedTaskExceptionEventArgs> watch = (_, e) => unobserved.AddRange(e.Exception.InnerExceptions.Where(i => i.Message == "the state can't be read"));
        TaskScheduler.UnobservedTaskException += watch;
        try
        {
            // An exception out of an async void handler would end this process.
            page.SetAuthenticationState(Task.FromException<AuthenticationState>(new InvalidOperationException("the state can't be read")));
            await Task.Delay(50);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= watch;
        }

        Assert.Empty(unobserved);
        var viewer = _people.SignIn();
        page.SetAuthenticationState(Task.FromResult(new AuthenticationState(viewer)));
        Assert.True((await page.GetAuthenticationStateAsync()).User.Identity!.IsAuthenticated);
    }

    private int Kept() => _people.Read(db => db.OneTimeTokens.Count(t => t.Purpose == "ended_session"));

    private async Task<ClaimsPrincipal> AgainAsync(ClaimsPrincipal viewer)
    {
        var account = await _people.Store.ReadAsync((db, token) => db.Accounts.SingleAsync(a => a.Id == viewer.AccountId(), token), default);
        return Principals.Of(account, "test", _people.Clock.GetUtcNow());
    }

    private static async Task PostAsync(HttpClient client, string path)
    {
        var html = await client.GetStringAsync(new Uri("/login", UriKind.Relative));
        using var form = new FormUrlEncodedContent(
            [new("__RequestVerificationToken", Antiforgery().Match(html).Groups[1].Value), new("email", "a@example.com"), new("password", Password)]);
        Assert.Equal(HttpStatusCode.Redirect, (await client.PostAsync(new Uri(path, UriKind.Relative), form)).StatusCode);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client, string? cookie = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/connections");
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        return (await client.SendAsync(request)).StatusCode;
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Antiforgery();
}
