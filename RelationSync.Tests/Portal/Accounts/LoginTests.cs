using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Hosting;

namespace RelationSync.Tests.Portal.Accounts;

public sealed class LoginTests : IAsyncLifetime, IDisposable
{
    private const string Password = "correct horse battery";

    private readonly PortalFactory _portal = new();

    private AccountService Accounts => _portal.Services.GetRequiredService<AccountService>();

    public async Task InitializeAsync()
    {
        Assert.Null(await Accounts.CreateAsync("Admin@example.com", Password, AccountRole.Administrator, default));
        Assert.Null(await Accounts.CreateAsync("support@example.com", Password, AccountRole.Support, default));
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Login_Right_OpensASession()
    {
        var client = _portal.Browser();

        var response = await PortalFactory.LoginAsync(client, "admin@EXAMPLE.com", Password);

        Assert.Equal("{\"email\":\"Admin@example.com\",\"role\":\"Administrator\"}", await response.Content.ReadAsStringAsync());
        var cookie = response.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("RelationSync=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.Ordinal);
        Assert.Contains("samesite=lax", cookie, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client));
    }

    [Fact]
    public async Task Login_HttpsPublicUrl_CookiesAreBoundToTheHost()
    {
        using var portal = new PortalFactory();
        portal.Settings["PublicUrl"] = "https://sync.example.com";
        await portal.Services.GetRequiredService<AccountService>().CreateAsync("a@example.com", Password, AccountRole.Support, default);

        var response = await PortalFactory.LoginAsync(portal.Browser(), "a@example.com", Password);

        Assert.All(response.Headers.GetValues("Set-Cookie"), c =>
        {
            Assert.StartsWith("__Host-", c, StringComparison.Ordinal);
            Assert.Contains("; secure", c, StringComparison.Ordinal);
            Assert.Contains("path=/", c, StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task Login_UnknownOrWrong_SameAnswer()
    {
        var wrong = await PortalFactory.LoginAsync(_portal.Browser(), "admin@example.com", "wrong password");
        var unknown = await PortalFactory.LoginAsync(_portal.Browser(), "nobody@example.com", "wrong password");

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (wrong.StatusCode, unknown.StatusCode));
        Assert.Equal(await TitleAsync(wrong), await TitleAsync(unknown));
    }

    [Fact]
    public async Task Login_Guessing_IsSlowedDownAndLocksNobodyElseOut()
    {
        var owner = _portal.Browser();
        await PortalFactory.LoginAsync(owner, "admin@example.com", Password);

        var last = await GuessAsync("admin@example.com", 7);

        Assert.Equal(HttpStatusCode.TooManyRequests, last.StatusCode);
        Assert.NotNull(last.Headers.RetryAfter);
        // From elsewhere, another account from there, and the owner's own device from there:
        Assert.Equal(HttpStatusCode.OK, (await PortalFactory.LoginAsync(_portal.Browser(), "admin@example.com", Password, "198.51.100.7")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PortalFactory.LoginAsync(_portal.Browser(), "support@example.com", Password)).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PortalFactory.LoginAsync(owner, "admin@example.com", Password)).StatusCode);
    }

    [Fact]
    public async Task Login_GuessedFromEverywhere_LetsItsOwnerInOnANewDevice()
    {
        // Beyond what is free for an account, as if each came from a network of its own.
        var throttle = _portal.Services.GetRequiredService<SignInThrottle>();
        for (var i = 0; i < 130; i++)
        {
            throttle.Begin([], [new(ThrottleKind.Account, "admin@example.com")]);
        }

        Assert.NotNull(throttle.Begin([new(ThrottleKind.Account, "admin@example.com")]));
        Assert.Equal(HttpStatusCode.OK, (await PortalFactory.LoginAsync(_portal.Browser(), "admin@example.com", Password, "198.51.100.7")).StatusCode);
    }

    [Fact]
    public async Task Login_GuessedFromEverywhere_IsSlowedDownAfterOneTryEach()
    {
        var throttle = _portal.Services.GetRequiredService<SignInThrottle>();
        for (var i = 0; i < 130; i++)
        {
            throttle.Begin([], [new(ThrottleKind.Account, "admin@example.com")]);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, (await PortalFactory.LoginAsync(_portal.Browser(), "admin@example.com", "wrong password", "198.51.100.8")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await PortalFactory.LoginAsync(_portal.Browser(), "admin@example.com", "wrong password", "198.51.100.8")).StatusCode);
    }

    [Fact]
    public async Task Login_GuessingFromAWholeIPv6Site_IsSlowedDown()
    {
        var one = new List<HttpStatusCode>();
        var each = new List<HttpStatusCode>();
        for (var i = 0; i < 200; i++)
        {
            one.Add((await PortalFactory.LoginAsync(_portal.Browser(), "admin@example.com", "wrong password", $"2001:db8:1:{i:x}::1")).StatusCode);
            each.Add((await PortalFactory.LoginAsync(_portal.Browser(), $"a{i}@example.com", "wrong password", $"2001:db8:2:{i:x}::1")).StatusCode);
        }

        Assert.Equal(6, one.Count(s => s is HttpStatusCode.Unauthorized));
        // 76 of its /56 would be free, but for the waits of a second between two further ones.
        Assert.InRange(each.Count(s => s is HttpStatusCode.Unauthorized), 76, 80);
        Assert.Equal(HttpStatusCode.OK, (await PortalFactory.LoginAsync(_portal.Browser(), "admin@example.com", Password, "2001:db8:3::1")).StatusCode);
    }

    [Fact]
    public async Task Login_TooManyAtOnce_Is503AndAKnownDeviceIsLetIn()
    {
        var owner = _portal.Browser();
        await PortalFactory.LoginAsync(owner, "admin@example.com", Password);
        var queue = _portal.Services.GetRequiredService<SignInQueue>();
        var turns = new List<Task<IDisposable?>>();
        while (turns is not [.., { IsCompletedSuccessfully: true, Result: null }])
        {
            turns.Add(queue.TakeAsync(isKnown: false, default));
        }

        var refused = await PortalFactory.LoginAsync(_portal.Browser(), "admin@example.com", Password, "198.51.100.7");
        var known = PortalFactory.LoginAsync(owner, "admin@example.com", Password);
        foreach (var turn in turns)
        {
            (await turn)?.Dispose();
        }

        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(5, refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds);
        Assert.Equal(HttpStatusCode.OK, (await known).StatusCode);
    }

    [Fact]
    public async Task Login_Unknown_IsSlowedDownAlike() =>
        Assert.Equal(HttpStatusCode.TooManyRequests, (await GuessAsync("nobody@example.com", 7)).StatusCode);

    [Fact]
    public async Task Login_NotJson_Is415()
    {
        using var form = new FormUrlEncodedContent([new("email", "admin@example.com"), new("password", Password)]);

        var response = await _portal.Browser().PostAsync(new Uri("/api/v1/login", UriKind.Relative), form);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task Session_PasswordChanged_EndsAtOnce()
    {
        var client = _portal.Browser();
        await PortalFactory.LoginAsync(client, "admin@example.com", Password);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client));

        var account = (await Accounts.FindAsync("admin@example.com", default))!;
        var user = Principals.Of(account, "test", _portal.Clock.GetUtcNow());
        Assert.Null((await _portal.Services.GetRequiredService<OwnAccount>().SetPasswordAsync(user, "another horse battery", default)).Fault);

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client));
    }

    [Fact]
    public async Task Session_Idle_EndsAfterEightHours()
    {
        var client = _portal.Browser();
        await PortalFactory.LoginAsync(client, "admin@example.com", Password);

        _portal.Clock.Advance(TimeSpan.FromHours(8) + TimeSpan.FromSeconds(1));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client));
    }

    [Fact]
    public async Task Session_InUse_EndsAfterSevenDays()
    {
        var client = _portal.Browser();
        await PortalFactory.LoginAsync(client, "admin@example.com", Password);
        for (var hours = 0; hours < (7 * 24) - 6; hours += 6)
        {
            _portal.Clock.Advance(TimeSpan.FromHours(6));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync(client));
        }

        _portal.Clock.Advance(TimeSpan.FromHours(6));

        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client));
    }

    [Fact]
    public async Task Forms_WithoutAntiforgery_AreRefused()
    {
        foreach (var path in new[] { "login", "login/code", "logout", "language", "theme", "setup", "reset", "reset/check", "invitation", "invitation/check" })
        {
            using var form = new FormUrlEncodedContent([new("returnUrl", "/")]);

            var response = await _portal.Browser().PostAsync(new Uri($"/account/{path}", UriKind.Relative), form);

            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        }
    }

    [Fact]
    public async Task Accounts_SameAddress_IsTaken()
    {
        Assert.Equal(CommandFault.EmailTaken, await Accounts.CreateAsync("ADMIN@example.com", Password, AccountRole.Support, default));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client) =>
        (await client.GetAsync(new Uri("/api/v1/connections", UriKind.Relative))).StatusCode;

    private static async Task<string?> TitleAsync(HttpResponseMessage response) =>
        System.Text.Json.JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("title").GetString();

    private async Task<HttpResponseMessage> GuessAsync(string email, int times)
    {
        HttpResponseMessage response = null!;
        for (var i = 0; i < times; i++)
        {
            response = await PortalFactory.LoginAsync(_portal.Browser(), email, "wrong password");
        }

        return response;
    }
}
