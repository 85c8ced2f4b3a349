using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using MudBlazor.Services;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Components.Pages.Connections;
using RelationSync.Portal.Figures;
using RelationSync.Tests.Portal.Connections;

namespace RelationSync.Tests.Portal.Components.Connections;

[Trait("Rule", "R-A4")]
public sealed class DeleteDialogTests : ConnectionsTests
{
    private readonly BunitContext _context = new();

    public override Task InitializeAsync()
    {
        Fixture.Register(_context.Services);
        _context.Services.AddLocalization();
        _context.Services.AddSingleton<ListConnections>();
        _context.Services.AddMudServices(o => o.PopoverOptions.CheckForPopoverProvider = false);
        _context.JSInterop.Mode = JSRuntimeMode.Loose;
        _context.AddAuthorization().SetAuthorized("viewer").SetClaims([.. Fixture.SignIn().Claims]);
        return Task.CompletedTask;
    }

    public override async Task DisposeAsync()
    {
        await _context.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task Confirm_AsItStands_KeepsWhatWaits()
    {
        var dialog = await OpenAsync();

        Assert.True(dialog.Find("[data-testid=connection-delete-keep] input").HasAttribute("checked"));
        await dialog.Find("[data-testid=connection-delete-confirm]").ClickAsync();

        dialog.WaitForAssertion(() => Assert.False(Fixture.Read(db => db.Connections.Any())));
        Assert.Equal([ActionStatus.Pending], Statuses());
    }

    [Fact]
    public async Task Confirm_AfterChoosingToDrop_DropsWhatWaits()
    {
        var dialog = await OpenAsync();

        dialog.Find("[data-testid=connection-delete-drop] input").Change(true);
        await dialog.Find("[data-testid=connection-delete-confirm]").ClickAsync();

        dialog.WaitForAssertion(() => Assert.False(Fixture.Read(db => db.Connections.Any())));
        Assert.Equal([ActionStatus.Cancelled], Statuses());
    }

    private List<ActionStatus> Statuses() => Fixture.Read(db => db.Actions.Select(a => a.Status).ToList());

    private async Task<IRenderedComponent<MudDialogProvider>> OpenAsync()
    {
        var inbox = Fixture.AddInbox();
        var connection = Fixture.AddConnection(inbox, Fixture.Authorization());
        Fixture.AddActions(inbox, ActionStatus.Pending);
        var view = await _context.Services.GetRequiredService<ListConnections>().FindAsync(connection.Id, default);
        var provider = _context.Render<MudDialogProvider>();
        await provider.InvokeAsync(() => DeleteDialog.OpenAsync(_context.Services.GetRequiredService<IDialogService>(), view!));
        provider.WaitForElement("[data-testid=connection-delete-confirm]");
        return provider;
    }
}
