using System.Globalization;
using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using RelationSync.Portal.Access;
using RelationSync.Portal.Components.Pages.Wizard;
using RelationSync.Portal.Connections;
using RelationSync.Portal.RelationApi;
using RelationSync.Tests.Portal.Connections;

namespace RelationSync.Tests.Portal.Components.Wizard;

/// <summary>Renders the wizard for an administrator, with the real commands behind it.</summary>
public abstract class WizardContext : ConnectionsTests
{
    private readonly CultureInfo _before = CultureInfo.CurrentUICulture;

    protected BunitContext Context { get; } = new();

    /// <summary>The administrator whose draft it is.</summary>
    protected ClaimsPrincipal User { get; private set; } = null!;

    public override Task InitializeAsync()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ja");
        Fixture.Register(Context.Services);
        Context.Services.AddSingleton<GetSource>();
        Context.Services.AddSingleton<PauseSource>();
        Context.Services.AddRelationApiClient();
        Context.Services.AddSingleton<TenantCalls>();
        Context.Services.AddSingleton<ChatPages>();
        Context.Services.AddSingleton<SaveSource>();
        Context.Services.AddSingleton<ConnectTenant>();
        Context.Services.AddSingleton<TrialRead>();
        Context.Services.AddSingleton<ChangeSource>();
        Context.Services.AddLocalization();
        Context.Services.AddMudServices(o => o.PopoverOptions.CheckForPopoverProvider = false);
        Context.JSInterop.Mode = JSRuntimeMode.Loose;
        User = Fixture.SignIn();
        var viewer = Context.AddAuthorization();
        viewer.SetAuthorized("viewer").SetClaims([.. User.Claims]);
        viewer.SetPolicies(Policies.Administrator);
        return Task.CompletedTask;
    }

    public override async Task DisposeAsync()
    {
        await Context.DisposeAsync();
        await base.DisposeAsync();
        CultureInfo.CurrentUICulture = _before;
    }

    protected IRenderedComponent<WizardPage> Open(string step)
    {
        Context.Services.GetRequiredService<NavigationManager>().NavigateTo($"/connections/new?step={step}");
        return Context.Render<WizardPage>();
    }

    private protected WizardDraft Draft() => Fixture.Read(db => db.Settings.SingleOrDefault(s => s.Key.StartsWith("wizard:"))) is { } kept
        ? System.Text.Json.JsonSerializer.Deserialize<WizardDraft>(kept.Value)!
        : new WizardDraft();
}
