using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;
using RelationSync.Portal.Access;
using RelationSync.Portal.Components.Pages.Inboxes;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Connections;

namespace RelationSync.Tests.Portal.Components.Inboxes;

public sealed class NewInboxPageTests : ConnectionsTests
{
    private readonly BunitContext _context = new();

    public override Task InitializeAsync()
    {
        Fixture.Register(_context.Services);
        _context.Services.AddLocalization();
        _context.Services.AddMudServices(o => o.PopoverOptions.CheckForPopoverProvider = false);
        _context.JSInterop.Mode = JSRuntimeMode.Loose;
        return Task.CompletedTask;
    }

    public override async Task DisposeAsync()
    {
        await _context.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public void Save_GoodInbox_ShowsItsSecretOnceWithACommandThatUsesIt()
    {
        var page = Open(AccountRole.Administrator);

        page.Find("[data-testid=inbox-key]").Input("support");
        page.Find("[data-testid=inbox-name]").Input("サポート");
        page.Find("form").Submit();

        page.WaitForElement("[data-testid=inbox-secret]");
        var secret = page.Find("[data-testid=inbox-secret]").TextContent;
        Assert.StartsWith("whsec_", secret, StringComparison.Ordinal);
        Assert.Contains(secret, page.Find("[data-testid=inbox-curl]").TextContent, StringComparison.Ordinal);
        Assert.Contains("http://localhost:5080/api/v1/inboxes/support/operations", page.Markup, StringComparison.Ordinal);
        Assert.Equal("サポート", Fixture.Read(db => db.Inboxes.Single().Name));
    }

    [Fact]
    public void Save_BadKey_SaysSoAtTheKey()
    {
        var page = Open(AccountRole.Administrator);

        page.Find("[data-testid=inbox-key]").Input("Support!");
        page.Find("[data-testid=inbox-name]").Input("サポート");
        page.Find("form").Submit();

        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[data-testid=inbox-key]").GetAttribute("aria-invalid")));
        Assert.False(Fixture.Read(db => db.Inboxes.Any()));
    }

    [Fact]
    [Trait("Rule", "R-S1")]
    public void Save_BySupport_IsRefusedByTheCommandToo()
    {
        var page = Open(AccountRole.Support);

        page.Find("[data-testid=inbox-key]").Input("support");
        page.Find("[data-testid=inbox-name]").Input("サポート");
        page.Find("form").Submit();

        page.WaitForElement("[role=alert]");
        Assert.False(Fixture.Read(db => db.Inboxes.Any()));
    }

    private IRenderedComponent<NewInboxPage> Open(AccountRole role)
    {
        var viewer = _context.AddAuthorization();
        viewer.SetAuthorized("viewer").SetClaims([.. Fixture.SignIn(role).Claims]);
        viewer.SetPolicies(Policies.Administrator);
        return _context.Render<NewInboxPage>();
    }
}
