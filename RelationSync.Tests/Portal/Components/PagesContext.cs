using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Access;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Intake;
using RelationSync.Portal.RelationApi;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Connections;

namespace RelationSync.Tests.Portal.Components;

/// <summary>Renders pages in Japanese with the real commands behind them.</summary>
public abstract class PagesContext : ConnectionsTests
{
    private readonly CultureInfo _before = CultureInfo.CurrentUICulture;

    protected BunitContext Context { get; } = new();

    public override Task InitializeAsync()
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("ja");
        Fixture.Register(Context.Services);
        Context.Services.AddSingleton<GetDashboard>();
        Context.Services.AddSingleton<LiveFigures>();
        Context.Services.AddSingleton<ListRejectedRequests>();
        Context.Services.AddSingleton<GetSource>();
        Context.Services.AddSingleton<ReadAgain>();
        Context.Services.AddSingleton<PauseSource>();
        Context.Services.AddRelationApiClient();
        Context.Services.AddSingleton<TenantCalls>();
        Context.Services.AddSingleton<TicketSearch>();
        Context.Services.AddSingleton<StartBackfill>();
        Context.Services.AddSingleton<GetFirstSteps>();
        Context.Services.AddSingleton<ListRequests>();
        Context.Services.AddSingleton(HoldOptions.Default);
        Context.Services.AddSingleton<GetAction>();
        Context.Services.AddSingleton<IOperationIntake, OperationIntake>();
        Context.Services.AddSingleton<TestOperations>();
        Context.Services.AddLocalization();
        Context.Services.AddMudServices(o => o.PopoverOptions.CheckForPopoverProvider = false);
        Context.JSInterop.Mode = JSRuntimeMode.Loose;
        return Task.CompletedTask;
    }

    public override async Task DisposeAsync()
    {
        await Context.DisposeAsync();
        await base.DisposeAsync();
        CultureInfo.CurrentUICulture = _before;
    }

    private protected void SignIn(AccountRole role)
    {
        var viewer = Context.AddAuthorization();
        viewer.SetAuthorized("viewer").SetClaims([.. Fixture.SignIn(role).Claims]);
        if (role is AccountRole.Administrator)
        {
            viewer.SetPolicies(Policies.Administrator);
        }
    }
}
