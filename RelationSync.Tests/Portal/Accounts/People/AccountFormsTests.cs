using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Hosting;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Accounts.People;

/// <summary>The forms about accounts over HTTP, as a browser posts them.</summary>
public sealed partial class AccountFormsTests : IAsyncLifetime, IDisposable
{
    private const string Password = "correct horse battery";
    private const string Other = "another horse battery";

    private readonly PortalFactory _portal = new();

    private AccountService Accounts => _portal.Services.GetRequiredService<AccountService>();

    public async Task InitializeAsync() => Assert.Null(await Accounts.CreateAsync("support@example.com", Password, AccountRole.Support, default));

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Invitation_GoodPassword_SignsIn()
    {
        var (client, token) = (_portal.Browser(), await InviteAsync());

        var answer = await PostAsync(client, "/invitation", "/account/invitation", ("token", token), ("password", Other));

        Assert.Equal("/", answer.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client));
        Assert.Equal(AccountRole.Administrator, (await Accounts.FindAsync("new@example.com", default))!.Role);
        Assert.Contains(AuditAct.SignedIn, await ActsAsync());
    }

    [Fact]
    public async Task Invitation_Refused_SaysWhyWithoutTheToken()
    {
        var token = await InviteAsync();

        var weak = await PostAsync(_portal.Browser(), "/invitation", "/account/invitation", ("token", token), ("password", "short"));
        var wrong = await PostAsync(_portal.Browser(), "/invitation", "/account/invitation", ("token", token + "x"), ("password", Other));

        Assert.Equal("/invitation?error=short", weak.Headers.Location?.OriginalString);
        Assert.Equal("/invitation?error=link", wrong.Headers.Location?.OriginalString);
    }

    [Fact]
    public async Task Invitation_Check_TellsWhomItIsForUntilItIsUsed()
    {
        var token = await InviteAsync();

        Assert.Equal("new@example.com", (await CheckAsync("invitation", token)).GetProperty("email").GetString());
        await PostAsync(_portal.Browser(), "/invitation", "/account/invitation", ("token", token), ("password", Other));

        Assert.Equal("link", (await CheckAsync("invitation", token)).GetProperty("error").GetString());
        Assert.Equal("link", (await CheckAsync("reset", token)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Links_Guessed_AreSlowedDown()
    {
        JsonElement answer = default;
        for (var i = 0; i < 22; i++)
        {
            answer = await CheckAsync("invitation", $"guess-{i}");
        }

        Assert.Equal("throttled", answer.GetProperty("error").GetString());
    }

    [Fact]
    public async Task Reset_ByALink_SignsInAndEndsWhatWasBefore()
    {
        var before = _portal.Browser();
        await PortalFactory.LoginAsync(before, "support@example.com", Password);
        var admin = _portal.Store.SignIn(AccountRole.Administrator, _portal.Clock);
        var link = await _portal.Services.GetRequiredService<MakeResetLink>().RunAsync(admin, (await Accounts.FindAsync("support@example.com", default))!.Id, default);
        var client = _portal.Browser();

        var answer = await PostAsync(client, "/reset", "/account/reset", ("token", PeopleFixture.TokenOf(link.Value!)), ("password", Other));

        Assert.Equal("/", answer.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(before));
    }

    [Fact]
    public async Task Password_Changed_KeepsThisDeviceAndEndsTheOthers()
    {
        var (client, elsewhere) = (await SignInAsync(), await SignInAsync());

        var answer = await PostAsync(client, "/login", "/account/password", ("current", Password), ("password", Other));

        Assert.Equal("/profile?done=password", answer.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(client));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(elsewhere));
    }

    [Fact]
    public async Task Password_CurrentGuessed_IsRefusedThenSlowedDown()
    {
        var client = await SignInAsync();
        var answers = new List<string?>();
        for (var i = 0; i < 13; i++)
        {
            answers.Add((await PostAsync(client, "/login", "/account/password", ("current", $"guess {i}"), ("password", Other))).Headers.Location?.OriginalString);
        }

        Assert.Equal("/profile?error=current", answers[0]);
        Assert.Equal("/profile?error=throttled", answers[^1]);
        Assert.Null(await Accounts.VerifyAsync("support@example.com", Other, default));
    }

    [Fact]
    public async Task SignOutEverywhere_EndsEverySession()
    {
        var (client, elsewhere) = (await SignInAsync(), await SignInAsync());

        var answer = await PostAsync(client, "/login", "/account/logout-everywhere");

        Assert.Equal("/login", answer.Headers.Location?.OriginalString);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(client));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(elsewhere));
        Assert.Equal(AuditAct.SignedOutEverywhere, (await ActsAsync())[^1]);
    }

    [Fact]
    public async Task SignIn_AfterFailures_CountsThemInOneEntry()
    {
        for (var i = 0; i < 3; i++)
        {
            await PortalFactory.LoginAsync(_portal.Browser(), "support@example.com", "wrong password", "198.51.100.7");
        }

        await PortalFactory.LoginAsync(_portal.Browser(), "support@example.com", Password, "192.0.2.9");

        var entry = await _portal.Store.ReadAsync((db, token) => db.AuditEntries.SingleAsync(e => e.Act == AuditAct.SignedIn, token), default);
        Assert.Equal(("192.0.2.9", """{"failures":"3"}"""), (entry.Address, entry.DetailsJson));
    }

    [Fact]
    public async Task LanguageAndSignOut_StandInTheAuditLog()
    {
        var client = await SignInAsync();

        await PostAsync(client, "/login", "/account/language", ("language", "en"));
        await PostAsync(client, "/login", "/account/language", ("language", "en"));
        await PostAsync(client, "/login", "/account/logout");

        Assert.Equal([AuditAct.SignedIn, AuditAct.LanguageChanged, AuditAct.SignedOut], (await ActsAsync())[^3..]);
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient client) =>
        (await client.GetAsync(new Uri("/api/v1/connections", UriKind.Relative))).StatusCode;

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string page, string path, params (string Name, string Value)[] fields)
    {
        var html = await client.GetStringAsync(new Uri(page, UriKind.Relative));
        using var form = new FormUrlEncodedContent(
            [new("__RequestVerificationToken", Antiforgery().Match(html).Groups[1].Value), .. fields.Select(f => KeyValuePair.Create(f.Name, f.Value))]);
        return await client.PostAsync(new Uri(path, UriKind.Relative), form);
    }

    private async Task<HttpClient> SignInAsync()
    {
        var client = _portal.Browser();
        Assert.Equal(HttpStatusCode.OK, (await PortalFactory.LoginAsync(client, "support@example.com", Password)).StatusCode);
        return client;
    }

    private async Task<string> InviteAsync()
    {
        var admin = _portal.Store.SignIn(AccountRole.Administrator, _portal.Clock);
        var link = await _portal.Services.GetRequiredService<InviteUser>().RunAsync(admin, "new@example.com", AccountRole.Administrator, default);
        return PeopleFixture.TokenOf(link.Value!);
    }

    private async Task<JsonElement> CheckAsync(string page, string token)
    {
        var answer = await PostAsync(_portal.Browser(), $"/{page}", $"/account/{page}/check", ("token", token));
        return JsonElement.Parse(await answer.Content.ReadAsStringAsync());
    }

    private Task<List<AuditAct>> ActsAsync() =>
        _portal.Store.ReadAsync((db, token) => db.AuditEntries.OrderBy(e => e.Seq).Select(e => e.Act).ToListAsync(token), default);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Antiforgery();
}
