using System.Globalization;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Access;
using RelationSync.Portal.Components.Pages.Errors;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Hosting;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Components.Errors;

/// <summary>Renders the error log over a real store, in Japanese, to an administrator.</summary>
public abstract class ErrorsContext : BunitContext, IAsyncLifetime
{
    private readonly CultureInfo _before = CultureInfo.CurrentUICulture;
    private readonly BunitAuthorizationContext _session;

    protected ErrorsContext()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ja");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(o => o.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddLocalization();
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton(Store.Store);
        Services.AddSingleton(LiveFeed.New());
        Services.AddSingleton(HoldOptions.Default);
        Services.AddSingleton(new SyncSettings());
        Services.AddQueries();
        Services.AddRemedies();
        Services.AddSingleton<AccountSessions>();
        Services.AddSingleton<AccessDenied>();
        Services.AddSingleton(typeof(Commands<>));
        _session = AddAuthorization();
        SignInAs(AccountRole.Administrator);
    }

    internal TestStore Store { get; } = new();

    protected FakeTimeProvider Time { get; } = new(TestStore.Now);

    protected ChangeFeed Feed => Services.GetRequiredService<ChangeFeed>();

    public Task InitializeAsync() => Task.CompletedTask;

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        Store.Dispose();
        CultureInfo.CurrentUICulture = _before;
    }

    protected void SignInAs(AccountRole role) => _session.SetAuthorized($"{role}@example.com").SetClaims([.. Store.Store.SignIn(role, Time).Claims]);

    protected IRenderedComponent<ErrorsPage> RenderAt(string address, string shown = "[data-testid=empty], [data-testid=errors-grid]")
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(address);
        var page = Render<ErrorsPage>();
        page.WaitForElement(shown);
        return page;
    }
}
