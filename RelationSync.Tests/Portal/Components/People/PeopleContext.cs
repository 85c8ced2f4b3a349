using System.Globalization;
using System.Security.Claims;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using RelationSync.Portal.Access;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Sync;
using RelationSync.Tests.Portal.Accounts.People;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Components.People;

/// <summary>Renders the pages about people over a real store, in Japanese, at noon, to an administrator.</summary>
public abstract class PeopleContext : BunitContext, IAsyncLifetime
{
    private readonly CultureInfo _before = CultureInfo.CurrentUICulture;
    private readonly BunitAuthorizationContext _session;

    protected PeopleContext()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ja");
        JSInterop.Mode = JSRuntimeMode.Loose;
        People.Register(Services);
        Services.AddLocalization();
        Services.AddSingleton<ISimulator, NoSimulator>();
        Services.AddOptions<WorkerOptions>();
        Services.AddSingleton(s => new DrainHeartbeat(s.GetRequiredService<TimeProvider>(), TimeSpan.FromMinutes(1)));
        Services.AddSingleton<StoreProbe>();
        Services.AddSingleton<LiveStatus>();
        Services.AddMudServices(o => o.PopoverOptions.CheckForPopoverProvider = false);
        _session = AddAuthorization();
        Viewer = SignInAs(AccountRole.Administrator);
    }

    internal PeopleFixture People { get; } = new();

    protected ClaimsPrincipal Viewer { get; }

    public Task InitializeAsync() => Task.CompletedTask;

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        People.Dispose();
        CultureInfo.CurrentUICulture = _before;
    }

    protected ClaimsPrincipal SignInAs(AccountRole role)
    {
        var user = People.SignIn(role, $"viewer-{role}@example.com");
        _session.SetAuthorized(user.Identity!.Name!).SetClaims([.. user.Claims]);
        _session.SetPolicies(role is AccountRole.Administrator ? [Policies.Administrator, Policies.Support] : [Policies.Support]);
        return user;
    }
}
