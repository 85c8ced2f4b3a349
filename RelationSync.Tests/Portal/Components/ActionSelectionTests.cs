using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Components.Pages.Actions;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Components;

public sealed class ActionSelectionTests : RoomsContext
{
    [Fact]
    [Trait("Rule", "R-E4")]
    public void Selected_SomeFailed_RetriesThoseAndSaysSo()
    {
        SignInAs(AccountRole.Responder);
        var inbox = Store.AddInbox("support");
        var failed = Store.AddAction(inbox, ActionStatus.Failed);
        var other = Store.AddAction(inbox, ActionStatus.Failed);
        Store.AddAction(inbox, ActionStatus.Synced);
        var page = RenderAt("/actions");

        Tick(page, failed);
        Assert.Contains("1件を選択中", TextOf(page, "actions-bulk"), StringComparison.Ordinal);
        page.Find("[data-testid=actions-retry]").Click();

        page.WaitForAssertion(() => Assert.NotEqual("", TextOf(page, "actions-said")));
        Assert.Equal((ActionStatus.Pending, ActionStatus.Failed), (Status(failed), Status(other)));
        Assert.Empty(page.FindAll("[data-testid=actions-bulk]"));
    }

    [Fact]
    public void Selected_AllOfTheList_RetriesWhatIsOnOtherPagesToo()
    {
        SignInAs(AccountRole.Administrator);
        var inbox = Store.AddInbox("support");
        var failed = Enumerable.Range(0, 60).Select(_ => Store.AddAction(inbox, ActionStatus.Failed)).ToList();
        var elsewhere = Store.AddAction(Store.AddInbox("other"), ActionStatus.Failed);
        var page = RenderAt("/actions?inbox=support");

        page.Find("thead [role=checkbox]").Click();
        page.Find("[data-testid=actions-select-all]").Click();
        page.Find("[data-testid=actions-retry]").Click();

        page.WaitForAssertion(() => Assert.NotEqual("", TextOf(page, "actions-said")));
        Assert.All(failed, a => Assert.Equal(ActionStatus.Pending, Status(a)));
        Assert.Equal(ActionStatus.Failed, Status(elsewhere));
    }

    [Fact]
    public void List_ToSupport_HasNothingToTick()
    {
        SignInAs(AccountRole.Support);
        Store.AddAction(Store.AddInbox("support"), ActionStatus.Failed);

        Assert.Empty(RenderAt("/actions").FindAll("[role=checkbox]"));
    }

    [Theory]
    [InlineData("subject", "あ,い,う")]
    [InlineData("-subject", "う,い,あ")]
    [InlineData("oldest", "い,う,あ")]
    [InlineData("", "あ,う,い")]
    public void List_Sorted_IsInThatOrder(string sort, string subjects)
    {
        var inbox = Store.AddInbox("support");
        foreach (var subject in new[] { "い", "う", "あ" })
        {
            Store.AddAction(inbox, subject: subject);
        }

        var page = RenderAt($"/actions?sort={sort}");

        Assert.Equal(subjects, string.Join(',', page.FindAll("[data-testid=action-row] a").Select(a => a.TextContent[^1..])));
    }

    [Fact]
    public void List_SortedByAColumn_HasPages()
    {
        var inbox = Store.AddInbox("support");
        Store.AddActions(inbox, Enumerable.Range(0, 120).Select(i => $"{i:000}"));

        var page = RenderAt("/actions?sort=subject&page=3");

        Assert.Equal(20, page.FindAll("[data-testid=action-row]").Count);
        Assert.Contains("100", page.Find("[data-testid=action-row] a").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("a[rel=next]"));
        Assert.EndsWith("sort=subject&page=2", page.Find("a[rel=prev]").GetAttribute("href"), StringComparison.Ordinal);
    }

    [Fact]
    public void List_Failed_SaysInWordsWhatHappened_AndTheCodeLast()
    {
        Store.AddAction(Store.AddInbox("support"), ActionStatus.Failed);

        var state = RenderAt("/actions").Find("[data-testid=action-row] .w-code").TextContent;

        Assert.Matches("失敗.*ほかの処理が同じレコードを更新中でした。.*UNABLE_TO_LOCK_ROW", string.Concat(state.Where(c => !char.IsWhiteSpace(c))));
    }

    [Fact]
    public void List_View_IsNamedByItsAddress()
    {
        Store.AddAction(Store.AddInbox("support"), ActionStatus.Failed);

        var page = RenderAt("/actions?status=failed&view=朝の確認");

        Assert.Contains("朝の確認", page.Find("h1").TextContent, StringComparison.Ordinal);
        Assert.Equal("/actions.xlsx?status=failed", page.Find("[data-testid=actions-export]").GetAttribute("href"));
    }

    private static void Tick(IRenderedComponent<IComponent> page, SyncAction action) =>
        page.FindAll("[data-testid=action-row]").Single(r => r.QuerySelector("a")!.GetAttribute("href")!.EndsWith(action.Id.ToString(), StringComparison.Ordinal))
            .QuerySelector("[role=checkbox]")!.Click();

    private ActionStatus Status(SyncAction action)
    {
        using var db = Store.CreateDbContext();
        return db.Actions.Single(a => a.Id == action.Id).Status;
    }

    private IRenderedComponent<IComponent> RenderAt(string address)
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(address);
        var page = Render<ActionsPage>();
        page.WaitForElement("[data-testid=empty], [data-testid=actions-grid]");
        return page;
    }
}
