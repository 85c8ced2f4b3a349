using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Components.Pages.Actions;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.Components;

public sealed class ActionsPageTests : RoomsContext
{
    [Fact]
    public void Actions_MoreThanAPage_LeadToOlderAndBack()
    {
        var inbox = Store.AddInbox("support");
        var seqs = Enumerable.Range(0, 60).Select(_ => Store.AddAction(inbox).Seq).ToList();

        var first = RenderAt("/actions");
        Assert.Equal(50, first.FindAll("[data-testid=action-row]").Count);
        var older = first.Find("a[rel=next]").GetAttribute("href")!;
        Assert.EndsWith($"before={seqs[10]}", older, StringComparison.Ordinal);

        var second = RenderAt(older);
        Assert.Equal(10, second.FindAll("[data-testid=action-row]").Count);
        var newer = second.Find("a[rel=prev]").GetAttribute("href")!;
        Assert.EndsWith($"after={seqs[9]}", newer, StringComparison.Ordinal);

        Assert.Equal(50, RenderAt(newer).FindAll("[data-testid=action-row]").Count);
    }

    [Fact]
    public void Actions_FilteredByTheAddress_ShowOnlyThose()
    {
        var inbox = Store.AddInbox("support");
        var failed = Store.AddAction(inbox, ActionStatus.Failed, subject: "請求書の再送");
        Store.AddAction(inbox, ActionStatus.Failed, subject: "配送日の変更");
        Store.AddAction(inbox, ActionStatus.Synced, subject: "請求書の再送");

        var page = RenderAt("/actions?inbox=support&status=failed&channel=mail&q=請求書");

        var row = Assert.Single(page.FindAll("[data-testid=action-row]"));
        Assert.Equal($"/actions/{failed.Id}", row.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void Actions_SearchTyped_StandsInTheAddress()
    {
        Store.AddAction(Store.AddInbox("support"));
        var page = RenderAt("/actions?status=pending&before=99");

        page.Find("[data-testid=actions-search]").Input("mori@");
        Time.Advance(TimeSpan.FromSeconds(1));

        var navigation = Services.GetRequiredService<NavigationManager>();
        page.WaitForAssertion(() =>
        {
            Assert.Contains("q=mori%40", navigation.Uri, StringComparison.Ordinal);
            Assert.Contains("status=pending", navigation.Uri, StringComparison.Ordinal);
            Assert.DoesNotContain("before", navigation.Uri, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Actions_NoneFits_OffersToClear()
    {
        var page = RenderAt("/actions?q=無い");

        Assert.Contains("条件に合うアクションがありません", TextOf(page, "empty"), StringComparison.Ordinal);
    }

    [Fact]
    public void Actions_AChangeIsPublished_ShowTheNewOne()
    {
        var inbox = Store.AddInbox("support");
        var page = RenderAt("/actions");

        Store.AddAction(inbox);
        Feed.Publish(ChangeTopic.Actions, inbox.Id);

        page.WaitForElement("[data-testid=action-row]");
    }

    [Fact]
    public void Action_Synced_TellsItsStory()
    {
        var action = Store.AddAction(Store.AddInbox("support"), ActionStatus.Synced, age: TimeSpan.FromSeconds(137));

        var page = Render<ActionPage>(p => p.Add(a => a.Id, action.Id));

        var steps = page.WaitForElement("[data-testid=action-timeline]").QuerySelectorAll("li");
        Assert.Equal(["held", "made"], steps.Select(s => s.GetAttribute("data-step")));
        Assert.Contains("2分17秒で作成しました", steps[1].TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [Trait("Rule", "R-A4")]
    [InlineData("gone", "認証が切れているので")]
    [InlineData("limit", "APIの上限に達しているので")]
    [InlineData("budget", "API予算を使い切ったので")]
    [InlineData("paused", "一時停止中なので")]
    [InlineData("none", "連携がないので")]
    public void Action_DueWhileItsConnectionIsHeldUp_SaysWhatItWaitsFor(string by, string words)
    {
        var inbox = Store.AddInbox("support");
        var connection = by == "none" ? null : Store.AddConnection(inbox, c =>
        {
            c.Authorization.GoneAt = by == "gone" ? TestStore.Now : null;
            c.LimitSince = by == "limit" ? TestStore.Now : null;
            c.BudgetSince = by == "budget" ? TestStore.Now : null;
            c.PausedAt = by == "paused" ? TestStore.Now : null;
        });
        var action = Store.AddAction(inbox, ActionStatus.Pending);

        var page = Render<ActionPage>(p => p.Add(a => a.Id, action.Id));

        var now = page.WaitForElement("[data-step=now]");
        Assert.Contains(words, now.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("次の同期", now.TextContent, StringComparison.Ordinal);
        Assert.Equal(connection is null ? null : $"/connections/{connection.Id}", now.QuerySelector("a")?.GetAttribute("href"));
    }

    [Fact]
    public void Action_DueOfAConnectionThatWorks_IsPromisedToTheNextDrain()
    {
        var inbox = Store.AddInbox("support");
        Store.AddConnection(inbox);
        var action = Store.AddAction(inbox, ActionStatus.Pending);

        var page = Render<ActionPage>(p => p.Add(a => a.Id, action.Id));

        Assert.Contains("次の同期", page.WaitForElement("[data-step=now]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ActionStatus.Pending, "まだ送信していません")]
    [InlineData(ActionStatus.Failed, "行動は作成されていません")]
    [InlineData(ActionStatus.Cancelled, "このアクションから行動は作成されません")]
    public void Action_WithoutAnEvent_SaysWhetherThereWillBeOne(ActionStatus status, string words)
    {
        var action = Store.AddAction(Store.AddInbox("support"), status);

        var page = Render<ActionPage>(p => p.Add(a => a.Id, action.Id));

        page.WaitForAssertion(() => Assert.Contains(words, page.Find("[aria-labelledby=h-fields]").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public void Action_TriedAgain_MarksEachTryOnTheRuler()
    {
        var inbox = Store.AddInbox("support");
        var action = Store.AddAction(inbox, ActionStatus.Synced, age: TimeSpan.FromSeconds(150));
        AddAttempt(action, TimeSpan.FromSeconds(60));
        AddAttempt(action, TimeSpan.FromSeconds(75));

        var page = Render<ActionPage>(p => p.Add(a => a.Id, action.Id));

        var marks = page.WaitForElements("[data-testid=ruler-attempt]");
        Assert.Equal(["1回目：UNABLE_TO_LOCK_ROW", "2回目：UNABLE_TO_LOCK_ROW"], marks.Select(m => m.QuerySelector("title")!.TextContent));
        Assert.Equal([("16.7%", "4.18%"), ("20.88%", "20.88%")], marks.Select(m => m.QuerySelector("rect")!).Select(r => (r.GetAttribute("x"), r.GetAttribute("width"))));
        Assert.Contains("再試行待ち 1分15秒", marks[1].TextContent, StringComparison.Ordinal);
        Assert.Contains("うまくいかなかった試行は2回です", page.Find(".ruler-card svg").GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Rule", "R-E3")]
    public void Action_TryThatPasses_IsSaidToBeTriedAgainByItself()
    {
        var action = Store.AddAction(Store.AddInbox("support"), ActionStatus.Pending);
        AddAttempt(action, TimeSpan.FromSeconds(5), "HTTP_503");

        var page = Render<ActionPage>(p => p.Add(a => a.Id, action.Id));

        var attempt = page.WaitForElement("[data-step=attempt]").TextContent;
        Assert.Contains("自動で再試行するため、操作は必要ありません", attempt, StringComparison.Ordinal);
        Assert.DoesNotContain("24時間", attempt, StringComparison.Ordinal);
    }

    [Fact]
    public void Action_Sent_ShowsTheFieldsAsTheyWereSent()
    {
        var inbox = Store.AddInbox("support");
        Store.AddConnection(inbox, c =>
        {
            c.Authorization.UserId = "005000000000001AAA";
            c.Authorization.InstanceUrl = "https://minatodo.my.salesforce.com";
        });
        var action = Store.AddAction(inbox, ActionStatus.Synced, subject: "配送日");
        Store.Save(new WrittenEvent
        {
            ActionSeq = action.Seq,
            At = TestStore.Now,
            OwnerId = "005000000000001AAA",
            Start = TestStore.Now,
            End = TestStore.Now.AddMinutes(3),
            WhoIds = "003000000000001AAA,003000000000002AAA",
            SubjectLength = "【メール】配送日".Length,
            DescriptionLines = 18,
            DescriptionLength = 512,
        });

        var page = Render<ActionPage>(p => p.Add(a => a.Id, action.Id));

        var fields = page.WaitForElement("[data-testid=event-fields]");
        string Of(string name) => fields.QuerySelector($"[data-field={name}] dd")!.TextContent;
        Assert.Contains("【メール】配送日", Of("Subject"), StringComparison.Ordinal);
        Assert.Contains("連携したユーザー", Of("OwnerId"), StringComparison.Ordinal);
        Assert.Contains("空欄", Of("Type"), StringComparison.Ordinal);
        Assert.Contains("14:33:00", Of("EndDateTime"), StringComparison.Ordinal);
        Assert.Contains("18行・512文字", Of("Description"), StringComparison.Ordinal);
        Assert.Equal(
            ["https://minatodo.my.salesforce.com/003000000000001AAA", "https://minatodo.my.salesforce.com/003000000000002AAA"],
            fields.QuerySelectorAll("[data-field=EventWhoIds] a").Select(a => a.GetAttribute("href")));
        var steps = page.FindAll("[data-testid=action-timeline] li").Select(e => e.GetAttribute("data-step"));
        Assert.Equal(["held", "lookedup", "made", "sent"], steps.Order());
    }

    [Fact]
    public void Action_SentBeforeFieldsWereKept_SaysSo()
    {
        var action = Store.AddAction(Store.AddInbox("support"), ActionStatus.Synced);

        var page = Render<ActionPage>(p => p.Add(a => a.Id, action.Id));

        page.WaitForElement("[data-testid=action-timeline]");
        Assert.Contains("書き込んだときの値は記録されていません", page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("operator=MORI%40minatodo.example")]
    [InlineData("from=2026-11-24T14:00&to=2026-11-24T14:10")]
    [InlineData("from=2026-11-24T14:00&to=2026-11-24T14:10&operator=mori%40minatodo.example&q=見積り&status=failed")]
    public void Actions_OfOperatorAndTime_ByTheAddress(string query)
    {
        var inbox = Store.AddInbox("support");
        var meant = Store.AddAction(inbox, ActionStatus.Failed, age: TimeSpan.FromMinutes(25), by: "mori@minatodo.example");
        Store.AddAction(inbox, ActionStatus.Failed, age: TimeSpan.FromMinutes(20));
        Store.AddAction(inbox, ActionStatus.Failed, age: TimeSpan.FromMinutes(31));

        var row = Assert.Single(RenderAt("/actions?" + query).FindAll("[data-testid=action-row]"));

        Assert.Equal($"/actions/{meant.Id}", row.QuerySelector("a")!.GetAttribute("href"));
    }

    [Fact]
    public void Actions_TimeChosen_StandsInTheAddress()
    {
        Store.AddAction(Store.AddInbox("support"));
        var page = RenderAt("/actions?status=pending&before=99");

        page.Find("[data-testid=actions-filter-from]").Change("2026-11-24T14:00");

        var uri = Services.GetRequiredService<NavigationManager>().Uri;
        Assert.Contains("from=2026-11-24T14%3A00", uri, StringComparison.Ordinal);
        Assert.DoesNotContain("before", uri, StringComparison.Ordinal);
    }

    private void AddAttempt(SyncAction action, TimeSpan after, string code = "UNABLE_TO_LOCK_ROW") => Store.Save(new AttemptRow
    {
        ActionSeq = action.Seq,
        At = action.TriggerAt + after,
        Class = FailureClass.TransientRecord,
        Code = code,
        Message = "unable to obtain exclusive access to this record",
        Certainty = WriteCertainty.NotWritten,
    });

    private IRenderedComponent<IComponent> RenderAt(string address)
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(address);
        var page = Render<ActionsPage>();
        page.WaitForElement("[data-testid=empty], [data-testid=actions-grid]");
        return page;
    }
}
