using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Components.Pages.Dashboard;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Components;

/// <summary>The dashboard until the first Event.</summary>
public sealed class FirstStepsTests : PagesContext
{
    [Fact]
    public void EmptyStore_NameAlone_CreatesTheInboxAndLeadsToItsSource()
    {
        SignIn(AccountRole.Administrator);
        var page = Render();

        page.WaitForElement("[data-testid=inbox-name]").Input("サポート窓口");
        Assert.Equal("support", page.Find("[data-testid=inbox-key-proposed]").TextContent);
        page.Find("[data-testid=new-inbox]").Submit();

        page.WaitForAssertion(() => Assert.EndsWith("/connections/new?step=source", Context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
        Assert.Equal(("support", "サポート窓口"), Fixture.Read(db => db.Inboxes.Select(i => ValueTuple.Create(i.Key, i.Name)).Single()));
    }

    [Fact]
    public async Task Key_CanBeChosen_AndATakenOneIsSaid()
    {
        SignIn(AccountRole.Administrator);
        Fixture.AddInbox("desk");
        await Fixture.Store.WriteAsync((db, _) => Task.FromResult(db.Inboxes.Single().IsTest = true), default);
        var page = Render();

        page.WaitForElement("[data-testid=inbox-name]").Input("窓口");
        page.Find("[data-testid=inbox-key-change]").Click();
        page.Find("[data-testid=inbox-key]").Input("desk");
        page.Find("[data-testid=new-inbox]").Submit();

        page.WaitForAssertion(() => Assert.Equal("true", page.Find("[data-testid=inbox-key]").GetAttribute("aria-invalid")));
    }

    [Fact]
    public void Inbox_WithoutConnection_LeadsToTheWizard()
    {
        SignIn(AccountRole.Administrator);
        Fixture.AddInbox();

        var page = Render();

        Assert.Equal("/connections/new?inbox=support", page.WaitForElement("[data-testid=first-connect]").GetAttribute("href"));
        Assert.Empty(page.FindAll("[data-testid=inbox-test-operation]"));
    }

    [Fact]
    [Trait("Rule", "R-S1")]
    public void Support_SeesTheStepsAndWhomToAsk()
    {
        SignIn(AccountRole.Support);

        var page = Render();

        Assert.Contains("管理者に依頼", page.WaitForElement("[data-testid=first-forbidden]").TextContent, StringComparison.Ordinal);
        Assert.Equal(3, page.FindAll("[data-testid=first-step]").Count);
        Assert.Empty(page.FindAll("form"));
    }

    [Fact]
    [Trait("Rule", "R-T15")]
    public async Task Connected_TestIsWatchedUntilItsEvent_ThenTheDashboardComes()
    {
        SignIn(AccountRole.Administrator);
        var inbox = Fixture.AddInbox(syncFrom: DateTimeOffset.UnixEpoch);
        Fixture.AddConnection(inbox, Fixture.Authorization());
        var page = Render();

        page.WaitForElement("[data-testid=inbox-test-operation]").Click();
        Context.Services.GetRequiredService<ChangeFeed>().Publish(ChangeTopic.Actions, inbox.Id);
        page.WaitForElement("[data-testid=test-last]");
        Assert.Equal(4, page.FindAll("[data-testid=test-station]").Count);

        await Fixture.Store.WriteAsync(
            (db, _) =>
            {
                var action = db.Actions.Single();
                db.Entry(action).Property(a => a.Status).CurrentValue = ActionStatus.Synced;
                db.Entry(action).Property(a => a.SyncedAt).CurrentValue = TimeProvider.System.GetUtcNow();
                return Task.FromResult(true);
            },
            default);
        Context.Services.GetRequiredService<ChangeFeed>().Publish(ChangeTopic.Actions, inbox.Id);

        page.WaitForElement("[data-testid=first-close]").Click();
        page.WaitForElement("[data-testid=behind]");
        Assert.Empty(page.FindAll("[data-testid=first-steps]"));
    }

    [Fact]
    public async Task Event_ThereAlready_ShowsNoSteps()
    {
        SignIn(AccountRole.Administrator);
        var inbox = Fixture.AddInbox();
        Fixture.AddActions(inbox, ActionStatus.Synced);
        await Fixture.Store.WriteAsync(
            (db, _) => Task.FromResult(db.Entry(db.Actions.Single()).Property(a => a.SyncedAt).CurrentValue = TimeProvider.System.GetUtcNow()), default);

        var page = Render();

        page.WaitForElement("[data-testid=behind]");
    }

    [Fact]
    public async Task StoreThatCannotBeRead_IsSaid()
    {
        SignIn(AccountRole.Administrator);
        await Fixture.Store.WriteAsync((db, token) => db.Database.ExecuteSqlRawAsync("ALTER TABLE \"Inboxes\" RENAME TO \"Gone\"", token), default);

        Assert.NotNull(Render().WaitForElement("[data-testid=failure]"));
    }

    private IRenderedComponent<FirstSteps> Render() => Context.Render<FirstSteps>(p => p.AddChildContent("<p data-testid=\"behind\"></p>"));
}
