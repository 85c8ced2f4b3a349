using System.Globalization;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Access;
using RelationSync.Portal.Components.Pages.Connections;
using RelationSync.Portal.Components.Pages.Dashboard;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Hosting;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Sync;
using RelationSync.Tests.Portal.Storage;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Components;

/// <summary>Renders pages over a real store, in Japanese, at half past two in Tokyo.</summary>
public abstract class RoomsContext : BunitContext, IAsyncLifetime
{
    private readonly CultureInfo _before = CultureInfo.CurrentUICulture;
    private readonly BunitAuthorizationContext _session;

    protected RoomsContext()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ja");
        JSInterop.Mode = JSRuntimeMode.Loose;
        Services.AddMudServices(o => o.PopoverOptions.CheckForPopoverProvider = false);
        Services.AddLocalization();
        Services.AddSingleton<ISimulator, NoSimulator>();
        Services.AddOptions<SyncOptions>();
        Services.AddSingleton(new SyncSettings());
        Services.AddSingleton(HoldOptions.Default);
        Services.AddSingleton(new WorkerOptions().ToWakePace());
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton(Store.Store);
        Services.AddSingleton(LiveFeed.New());
        Services.AddQueries();
        Services.AddRemedies();
        Services.AddSingleton<AccountSessions>();
        Services.AddSingleton<AccessDenied>();
        Services.AddSingleton(typeof(Commands<>));
        _session = AddAuthorization();
        _session.SetAuthorized("viewer");

        // Its commands have tests of their own, with all that they need.
        ComponentFactories.AddStub<ConnectionCommands>();
        ComponentFactories.AddStub<BudgetCard>();
        ComponentFactories.AddStub<AskAgainButton>();
        ComponentFactories.AddStub<ConnectionStart>();
        ComponentFactories.AddStub<FirstSteps>(Within);
    }

    internal TestStore Store { get; } = new();

    protected FakeTimeProvider Time { get; } = new(TestStore.Now);

    protected ChangeFeed Feed => Services.GetRequiredService<ChangeFeed>();

    /// <summary>Somebody of that role, whom the commands know.</summary>
    private protected void SignInAs(AccountRole role)
    {
        _session.SetAuthorized($"{role}@example.com").SetClaims([.. Store.Store.SignIn(role, Time).Claims]);
        if (role is AccountRole.Administrator)
        {
            _session.SetPolicies(Policies.Administrator);
        }
    }

    public Task InitializeAsync() => Task.CompletedTask;

    async Task IAsyncLifetime.DisposeAsync()
    {
        await DisposeAsync();
        Store.Dispose();
        CultureInfo.CurrentUICulture = _before;
    }

    private static RenderFragment Within(CapturedParameterView<FirstSteps> given) =>
        given.TryGetValue(nameof(FirstSteps.ChildContent), out var content) && content is RenderFragment within ? within : _ => { };

    /// <summary>What an element says, without the white space between its parts.</summary>
    protected static string TextOf(IRenderedComponent<IComponent> page, string testId) =>
        string.Concat(page.Find($"[data-testid={testId}]").TextContent.Where(c => !char.IsWhiteSpace(c)));
}
