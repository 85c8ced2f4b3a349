using System.Collections.Specialized;
using System.Net;
using System.Web;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Accounts;
using RelationSync.Portal.Accounts.SingleSignOn;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Hosting;

namespace RelationSync.Tests.Portal.Accounts.SingleSignOn;

/// <summary>A portal whose people sign in at <see cref="ProviderOnLoopback"/>, with one administrator who has a password.</summary>
internal sealed class SingleSignOnPortal : IAsyncDisposable
{
    public const string Password = "correct horse battery";
    public const string Administrator = "admin@example.com";

    private SingleSignOnPortal(ProviderOnLoopback provider) => Provider = provider;

    public ProviderOnLoopback Provider { get; }

    public PortalFactory Portal { get; } = new();

    public static async Task<SingleSignOnPortal> StartAsync(params (string Key, string Value)[] settings)
    {
        var portal = new SingleSignOnPortal(await ProviderOnLoopback.StartAsync());
        (string Key, string Value)[] all =
        [
            ("SingleSignOn:Authority", portal.Provider.Url), ("SingleSignOn:AllowInsecureLoopback", "true"), ("SingleSignOn:ClientId", ProviderOnLoopback.ClientId),
            ("SingleSignOn:ClientSecret", ProviderOnLoopback.Secret), ("SingleSignOn:Name", "Okta"), .. settings,
        ];
        foreach (var (key, value) in all)
        {
            portal.Portal.Settings[key] = value;
        }

        Assert.Null(await portal.Get<AccountService>().CreateAsync(Administrator, Password, AccountRole.Administrator, default));
        return portal;
    }

    public T Get<T>()
        where T : notnull => Portal.Services.GetRequiredService<T>();

    public FactorBrowser Browser() => new(Portal, Administrator, Password);

    /// <summary>The portal's question to the provider.</summary>
    public static async Task<NameValueCollection> BeginAsync(FactorBrowser browser, string returnUrl = "/actions")
    {
        var answer = await browser.SendAsync(new(HttpMethod.Get, $"/login/sso?returnUrl={Uri.EscapeDataString(returnUrl)}"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.EndsWith("/authorize", answer.Headers.Location!.GetLeftPart(UriPartial.Path), StringComparison.Ordinal);
        return HttpUtility.ParseQueryString(answer.Headers.Location.Query);
    }

    /// <summary>Back from the provider; says where that leads.</summary>
    public static async Task<string?> ReturnAsync(FactorBrowser browser, string query)
    {
        var answer = await browser.SendAsync(new(HttpMethod.Get, $"/signin-oidc?{query}"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return answer.Headers.Location?.OriginalString;
    }

    /// <summary>Signs in at the provider; says where that leads.</summary>
    public async Task<string?> SignInAsync(FactorBrowser browser, string returnUrl = "/actions")
    {
        var question = await BeginAsync(browser, returnUrl);
        return await ReturnAsync(browser, $"code={Provider.Allow(question)}&state={Uri.EscapeDataString(question["state"]!)}");
    }

    public async Task AssertRefusedAsync(string code, FactorBrowser? browser = null)
    {
        browser ??= Browser();
        Assert.Equal($"/login/refused?code={code}", await SignInAsync(browser));
        Assert.Equal(HttpStatusCode.Unauthorized, await browser.StatusAsync());
    }

    public Task<Account?> FindAsync(string email) => Get<AccountService>().FindAsync(email, default);

    public async Task<WaysIn> WaysInAsync(string email) =>
        await Get<OwnWaysIn>().FindAsync(Principals.Of((await FindAsync(email))!, "test", Portal.Clock.GetUtcNow()), default);

    public Task<List<AuditEntry>> AuditAsync(AuditAct act) =>
        Portal.Store.ReadAsync((db, token) => db.AuditEntries.AsNoTracking().Where(e => e.Act == act).OrderBy(e => e.Seq).ToListAsync(token), default);

    public async ValueTask DisposeAsync()
    {
        Portal.Dispose();
        await Provider.DisposeAsync();
    }
}
