using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Accounts.People;
using RelationSync.Tests.Portal.Hosting;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Accounts;

/// <summary>The list of breached passwords, wherever somebody chooses one.</summary>
public sealed class BreachedPasswordsTests : IDisposable
{
    private const string Leaked = "correct horse battery";
    private const string Fresh = "another horse battery";

    private readonly PortalFactory _portal = new();
    private readonly string _list = Path.GetTempFileName();

    public BreachedPasswordsTests()
    {
        var hashes = new[] { Leaked, "something else", "and one more" }.Select(p => Convert.ToHexString(Hash(p))).Order(StringComparer.Ordinal);
        File.WriteAllText(_list, string.Concat(hashes.Select(h => $"{h}:1\r\n")));
        _portal.Settings["Accounts:BreachedPasswordsFile"] = _list;
    }

    private AccountService Accounts => _portal.Services.GetRequiredService<AccountService>();

    public void Dispose()
    {
        _portal.Dispose();
        File.Delete(_list);
    }

    [Fact]
    public async Task Account_SetUpOrMade_IsRefused()
    {
        Assert.Equal(CommandFault.PasswordBreached, await Accounts.CreateFirstAsync("a@example.com", Leaked, asGiven: false, "test", null, default));
        Assert.Equal(CommandFault.PasswordBreached, await Accounts.CreateAsync("a@example.com", Leaked, AccountRole.Support, default));
        Assert.Null(await Accounts.CreateFirstAsync("a@example.com", Fresh, asGiven: false, "test", null, default));
    }

    [Fact]
    public async Task Invitation_IsRefusedAndStillWorks()
    {
        var admin = _portal.Store.SignIn(AccountRole.Administrator, _portal.Clock);
        var link = await _portal.Services.GetRequiredService<InviteUser>().RunAsync(admin, "new@example.com", AccountRole.Support, default);
        var accept = _portal.Services.GetRequiredService<AcceptInvitation>();

        Assert.Equal(CommandFault.PasswordBreached, (await accept.RunAsync(PeopleFixture.TokenOf(link.Value!), Leaked, null, default)).Fault);
        Assert.Null((await accept.RunAsync(PeopleFixture.TokenOf(link.Value!), Fresh, null, default)).Fault);
    }

    [Fact]
    public async Task Reset_AndOnesOwnPage_AreRefused()
    {
        await Accounts.CreateAsync("a@example.com", Fresh, AccountRole.Administrator, default);
        var account = (await Accounts.FindAsync("a@example.com", default))!;
        var user = Principals.Of(account, "test", _portal.Clock.GetUtcNow());
        var link = await _portal.Services.GetRequiredService<MakeResetLink>().RunAsync(user, account.Id, default);

        Assert.Equal(
            CommandFault.PasswordBreached,
            (await _portal.Services.GetRequiredService<ResetPassword>().RunAsync(PeopleFixture.TokenOf(link.Value!), Leaked, null, default)).Fault);
        var browser = new FactorBrowser(_portal, "a@example.com", Fresh);
        await browser.ApiLoginAsync();
        Assert.Equal("/profile?error=breached", await browser.PostAsync("/login", "/account/password", ("current", Fresh), ("password", Leaked)));
    }

    [Fact]
    public async Task ProvisionedAndBootstrapped_AreTakenWithAWarningThatShowsNothing()
    {
        var provisioning = Path.GetTempFileName();
        await File.WriteAllTextAsync(provisioning, $$"""{"users": [{"email": "b@example.com", "password": "{{Leaked}}", "role": "Support"}]}""");
        _portal.Settings["Provisioning:Path"] = provisioning;
        _portal.Settings["Bootstrap:AdminEmail"] = "a@example.com";
        _portal.Settings["Bootstrap:AdminPassword"] = Leaked;
        _portal.Settings["Logging:LogLevel:RelationSync"] = "Information";

        Assert.NotNull(await Accounts.VerifyAsync("a@example.com", Leaked, default));
        Assert.NotNull(await Accounts.VerifyAsync("b@example.com", Leaked, default));

        File.Delete(provisioning);
        var warnings = _portal.Log.All.Where(l => l.Level is LogLevel.Warning && l.Text.Contains("breached", StringComparison.Ordinal)).Select(l => l.Text).ToList();
        Assert.Equal(2, warnings.Count);
        Assert.Contains(warnings, w => w.Contains("/users/0", StringComparison.Ordinal));
        Assert.DoesNotContain(_portal.Log.All, l => l.Text.Contains(Leaked, StringComparison.Ordinal));
    }

    [Fact]
    public void WithoutTheSetting_NoneIsKnown()
    {
        using var portal = new PortalFactory();

        Assert.False(portal.Services.GetRequiredService<BreachedPasswords>().Contains(Leaked));
    }

    private static byte[] Hash(string password)
    {
#pragma warning disable CA5350 // As the list has it.
        return SHA1.HashData(Encoding.UTF8.GetBytes(password));
#pragma warning restore CA5350
    }
}
