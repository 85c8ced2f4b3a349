using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Hosting;

namespace RelationSync.Tests.Portal.Accounts.Passkeys;

/// <summary>A portal over HTTP, an account in it, and the laptop that has its passkey.</summary>
public abstract class PasskeyContext(string email, AccountRole role) : IAsyncLifetime, IDisposable
{
    internal PortalFactory Portal { get; } = new();

    internal SoftwareAuthenticator Laptop { get; } = new();

    internal AccountService Accounts => Portal.Services.GetRequiredService<AccountService>();

    public Task InitializeAsync() => MakeAccountAsync(email);

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        Dispose(isDisposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool isDisposing)
    {
        Laptop.Dispose();
        Portal.Dispose();
    }

    protected async Task MakeAccountAsync(string another) =>
        Assert.Null(await Accounts.CreateAsync(another, FactorBrowser.UsualPassword, role, default));

    internal FactorBrowser Browser(string? another = null) => new(Portal, another ?? email, FactorBrowser.UsualPassword);

    internal async Task<FactorBrowser> SignedInAsync(string? another = null)
    {
        var browser = Browser(another);
        Assert.Equal(HttpStatusCode.OK, (await browser.ApiLoginAsync()).StatusCode);
        return browser;
    }

    /// <summary>Somebody signed in whose only second factor is the laptop's passkey.</summary>
    internal async Task<FactorBrowser> RegisteredAsync()
    {
        var browser = await SignedInAsync();
        Assert.Equal("/second-factor?returnUrl=%2F", await browser.AddFirstAsync(Laptop));
        return browser;
    }

    /// <summary>The same person in another browser, by a recovery code.</summary>
    internal async Task<FactorBrowser> ElsewhereAsync(FactorBrowser browser)
    {
        var elsewhere = Browser();
        Assert.Equal(HttpStatusCode.OK, (await elsewhere.ApiLoginAsync(browser.RecoveryCodes[^1])).StatusCode);
        return elsewhere;
    }

    /// <summary>The laptop's answer that confirms something in an open session.</summary>
    internal Task<string> ProveAsync(FactorBrowser browser, uint count)
    {
        Laptop.Count = count;
        return browser.ProveAsync(Laptop);
    }

    protected Task<Account?> AccountAsync() => Accounts.FindAsync(email, default);

    protected Task<List<Passkey>> StoredAsync() => Portal.Store.ReadAsync(
        (db, token) => db.Passkeys.OrderBy(p => p.CreatedAt).ThenBy(p => p.Name).ToListAsync(token), default);

    protected Task<AuditEntry> LastAsync(AuditAct act) => Portal.Store.ReadAsync(
        (db, token) => db.AuditEntries.Where(e => e.Act == act).OrderByDescending(e => e.Seq).FirstAsync(token), default);

    protected Task<int> CodesAsync() => Portal.Store.ReadAsync(
        (db, token) => db.OneTimeTokens.CountAsync(t => t.Purpose == "recovery", token), default);
}
