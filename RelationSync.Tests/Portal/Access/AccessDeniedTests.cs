using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Portal.Access;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Components.Pages.Users;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Hosting;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Access;

public sealed class AccessDeniedTests : IDisposable
{
    private const string Password = "correct horse battery";

    private readonly PortalFactory _portal = new();
    private readonly FakeTimeProvider _time = new();

    public AccessDeniedTests() => _portal.Settings["Logging:LogLevel:RelationSync.Portal.Access.AccessDenied"] = "Information";

    public void Dispose() => _portal.Dispose();

    [Theory]
    [InlineData("/users?token=secret-in-the-address", "GET /users")]
    [InlineData("/connections/new", "GET /connections/new")]
    [InlineData("/oauth/salesforce/callback?code=secret-code", "GET /oauth/salesforce/callback")]
    public async Task Route_OfAnotherRole_IsLoggedByAccountAndPattern(string address, string route)
    {
        await _portal.Services.GetRequiredService<AccountService>().CreateAsync("support@example.com", Password, AccountRole.Support, default);
        var id = (await _portal.Services.GetRequiredService<AccountService>().FindAsync("support@example.com", default))!.Id;
        var client = _portal.Browser();
        await PortalFactory.LoginAsync(client, "support@example.com", Password);

        var answer = await client.GetAsync(new Uri(address, UriKind.Relative));

        Assert.Contains("/forbidden", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
        var line = Assert.Single(_portal.Log.Of<AccessDenied>());
        Assert.Equal((LogLevel.Warning, 1602, $"Account {id} was refused {route}, from 127.0.0.1."), (line.Level, line.EventId, line.Text));
    }

    [Fact]
    public async Task Route_WithoutASession_IsLoggedByNetworkAddress()
    {
        var answer = await _portal.Browser().GetAsync(new Uri("/api/v1/actions?inbox=secret", UriKind.Relative));

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        var line = Assert.Single(_portal.Log.Of<AccessDenied>());
        Assert.Equal((LogLevel.Information, 1603, "Somebody at 127.0.0.1 who isn't signed in was refused GET /api/v1/actions."), (line.Level, line.EventId, line.Text));
    }

    [Fact]
    public async Task PageThatGoesAway_AfterItsSessionEnded_IsRefusedWithoutALine_AnyOtherWayInIsLogged()
    {
        var client = _portal.Browser();

        using var gone = await client.PostAsync(new Uri("/_blazor/disconnect", UriKind.Relative), null);
        Assert.NotEqual(HttpStatusCode.OK, gone.StatusCode);
        Assert.Empty(_portal.Log.Of<AccessDenied>());

        using var look = await client.GetAsync(new Uri("/_blazor/disconnect", UriKind.Relative));
        using var open = await client.PostAsync(new Uri("/_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null);
        Assert.Equal(["GET /_blazor/disconnect/", "POST /_blazor/negotiate"], _portal.Log.Of<AccessDenied>().Where(l => l.EventId == 1603).Select(l => l.Text.Split("was refused ")[1].TrimEnd('.')));
    }

    [Fact]
    public async Task Command_OfAnotherRole_IsLoggedByItsName()
    {
        var support = _portal.Store.SignIn(AccountRole.Support, _portal.Clock);

        await _portal.Services.GetRequiredService<PauseConnection>().PauseAsync(support, Guid.NewGuid(), default);
        await _portal.Services.GetRequiredService<DeleteUser>().RunAsync(support, Guid.NewGuid(), default);
        await _portal.Services.GetRequiredService<InviteUser>().RunAsync(support, "a@example.com", AccountRole.Support, default);

        Assert.Equal(["PauseConnection", "DeleteUser", "InviteUser"], _portal.Log.Of<AccessDenied>().Select(l => l.Text.Split("the command ")[1].Split(',')[0]));
        Assert.All(_portal.Log.Of<AccessDenied>(), l => Assert.Equal((LogLevel.Warning, 1601, true), (l.Level, l.EventId, l.Text.Contains($"Account {support.AccountId()}", StringComparison.Ordinal))));
    }

    [Fact]
    public async Task Page_OpenedFromWithinAPage_IsLogged_AHiddenButtonIsNot()
    {
        var support = _portal.Store.SignIn(AccountRole.Support, _portal.Clock);
        using var scope = _portal.Services.CreateScope();
        var service = scope.ServiceProvider.GetRequiredService<IAuthorizationService>();

        Assert.False((await service.AuthorizeAsync(support, new RouteData(typeof(UsersPage), new Dictionary<string, object?>()), Policies.Administrator)).Succeeded);
        Assert.False((await service.AuthorizeAsync(support, null, Policies.Administrator)).Succeeded);

        Assert.Contains("was refused page /users", Assert.Single(_portal.Log.Of<AccessDenied>()).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Flood_OfOneAccount_IsCutAndHidesNobodyElse()
    {
        using var log = new LogLines();
        var refused = new AccessDenied(_time, log.For<AccessDenied>());
        var (noisy, other) = (Person(), Person());
        for (var i = 0; i < 5000; i++)
        {
            refused.Command(noisy, "PauseConnection");
        }

        refused.Command(other, "DeleteUser");
        Assert.Equal(AccessDenied.MostAMinute + 1, log.All.Count);
        Assert.Contains("DeleteUser", log.All[^1].Text, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromMinutes(1));
        refused.Command(noisy, "PauseConnection");

        Assert.Equal((1605, "4990 more refusals of the minute before were not logged one by one."), (log.All[^2].EventId, log.All[^2].Text));
        Assert.Equal(1601, log.All[^1].EventId);
    }

    [Fact]
    public void Flood_OfStrangers_IsCutHoweverManyTheyAre()
    {
        using var log = new LogLines();
        var refused = new AccessDenied(_time, log.For<AccessDenied>());
        for (var i = 0; i < 5000; i++)
        {
            refused.Stranger($"192.0.2.{i}", "GET", "/users");
        }

        Assert.Equal(AccessDenied.MostAMinute, log.All.Count);
    }

    private static ClaimsPrincipal Person() => new(new ClaimsIdentity([new(ClaimTypes.NameIdentifier, Guid.NewGuid().ToString("D"))], "test"));
}
