using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Hosting;

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
        await _portal.Services.GetRequiredService<AccountService>().CreateFirstAsync("a@example.com", "as-given", asGiven: true, "test", null, default);

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
        Assert.Equal(CommandFault.EmailTaken, await accounts.CreateFirstAsync("boot@example.com", "another-one", asGiven: true, "test", null, default));
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
        var reset = _portal.Services.GetRequiredService<ResetPassword>();
        await accounts.CreateFirstAsync("a@example.com", "as-given", asGiven: true, "test", null, default);
        await accounts.CreateAsync("s@example.com", "correct horse battery", AccountRole.Support, default);
        var output = new StringWriter();
        var command = _portal.Services.GetRequiredService<ResetAdmin>();

        Assert.Equal(1, await command.RunAsync(["reset-admin", "s@example.com"], TextWriter.Null, default));
        Assert.Equal(0, await command.RunAsync(["reset-admin", "A@example.com"], output, default));

        Assert.Contains("/reset#token=", output.ToString(), StringComparison.Ordinal);
        var token = output.ToString().Split("token=")[1].Trim();
        Assert.Equal("a@example.com", await reset.FindAsync(token, default));
        Assert.Null((await reset.RunAsync(token, "another horse battery", null, default)).Fault);
        Assert.Equal(CommandFault.LinkUnusable, (await reset.RunAsync(token, "another horse battery", null, default)).Fault);
        var entry = await _portal.Store.ReadAsync((db, ct) => db.AuditEntries.SingleAsync(e => e.Act == AuditAct.ResetLinkMade, ct), default);
        Assert.Equal(("reset-admin", "a@example.com"), (entry.Actor, entry.About));
    }

    private async Task<string?> LocationAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        return (await _portal.Browser().SendAsync(request)).Headers.Location?.OriginalString;
    }
}
