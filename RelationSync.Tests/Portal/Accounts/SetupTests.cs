using System.Net;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Data;
using RelationSync.Tests.Portal.Startup;

namespace RelationSync.Tests.Portal.Accounts;

public sealed class SetupTests : IDisposable
{
    private readonly PortalFactory _portal = new();

    public void Dispose() => _portal.Dispose();

    [Theory]
    [InlineData("/")]
    [InlineData("/login")]
    [InlineData("/connections")]
    public async Task Visit_NoAccount_LeadsToSetup(string path) => Assert.Equal("/setup", await LocationAsync(path));

    [Fact]
    public async Task Visit_Account_LeadsNotToSetup()
    {
        await _portal.Services.GetRequiredService<AccountService>().CreateFirstAsync("a@example.com", "as-given", asGiven: true, default);

        Assert.Equal("/", await LocationAsync("/setup"));
        Assert.Equal("/login", new Uri((await LocationAsync("/"))!).AbsolutePath);
    }

    [Fact]
    public async Task Bootstrap_FirstStart_MakesTheAdministratorOnce()
    {
        _portal.Settings["Bootstrap:AdminEmail"] = "boot@example.com";
        _portal.Settings["Bootstrap:AdminPassword"] = "as-given";

        Assert.Equal(HttpStatusCode.OK, (await PortalFactory.LoginAsync(_portal.Browser(), "boot@example.com", "as-given")).StatusCode);

        var accounts = _portal.Services.GetRequiredService<AccountService>();
        Assert.Equal(AccountFault.EmailTaken, await accounts.CreateFirstAsync("boot@example.com", "another-one", asGiven: true, default));
    }

    [Fact]
    public void Code_Written_AnyWay_Fits()
    {
        var setup = _portal.Services.GetRequiredService<SetupState>();

        Assert.True(setup.IsCode(setup.Code));
        Assert.True(setup.IsCode(" " + setup.Code.ToLowerInvariant().Replace('-', ' ')));
        Assert.False(setup.IsCode(setup.Code[..^1]));
        Assert.False(setup.IsCode(setup.Code + "A"));
        Assert.False(setup.IsCode(null));
    }

    [Fact]
    public async Task ResetAdmin_Administrator_PrintsALinkThatWorksOnce()
    {
        var accounts = _portal.Services.GetRequiredService<AccountService>();
        var tokens = _portal.Services.GetRequiredService<OneTimeTokens>();
        await accounts.CreateFirstAsync("a@example.com", "as-given", asGiven: true, default);
        await accounts.CreateAsync("s@example.com", "correct horse battery", AccountRole.Support, default);
        var output = new StringWriter();
        var command = _portal.Services.GetRequiredService<ResetAdmin>();

        Assert.Equal(1, await command.RunAsync(["reset-admin", "s@example.com"], new("http://x"), TextWriter.Null, default));
        Assert.Equal(0, await command.RunAsync(["reset-admin", "A@example.com"], new("http://x"), output, default));

        var token = output.ToString().Split("token=")[1].Trim();
        Assert.NotNull(await tokens.FindAsync(token, default));
        Assert.True(await tokens.UseAsync(token, default));
        Assert.False(await tokens.UseAsync(token, default));
        Assert.Null(await tokens.FindAsync(token, default));
    }

    [Fact]
    public async Task Token_AfterAnHour_WorksNoMore()
    {
        var accounts = _portal.Services.GetRequiredService<AccountService>();
        await accounts.CreateFirstAsync("a@example.com", "as-given", asGiven: true, default);
        var tokens = _portal.Services.GetRequiredService<OneTimeTokens>();
        var id = (await accounts.FindAsync("a@example.com", default))!.Id;
        var token = await tokens.CreateAsync(OneTimeTokens.Reset, id, OneTimeTokens.ResetLifetime, default);

        _portal.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Null(await tokens.FindAsync(token, default));
        Assert.False(await tokens.UseAsync(token, default));
    }

    private async Task<string?> LocationAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        return (await _portal.Browser().SendAsync(request)).Headers.Location?.OriginalString;
    }
}
