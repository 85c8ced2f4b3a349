using Bunit;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Components.Pages.Dashboard;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.Components;

public sealed class ReconciliationCardTests : RoomsContext
{
    [Fact]
    public void Card_BothSidesEqual_SaysThatTheyAddUp()
    {
        AddDay("support", received: 3, repeats: 1, ignored: 1);

        var card = RenderCard();

        Assert.StartsWith("受信した操作3アクションに使用1再送1対象外1保留0アクション1行動（Event）1待機中0同期待ち0同期中0失敗0取消0", TextOf(card, "reconciliation-all"), StringComparison.Ordinal);
        Assert.Equal("一致しています14:30:00に照合", TextOf(card, "reconciliation-verdict"));
        Assert.NotEmpty(card.FindAll("[data-testid=reconciliation-verdict] .ok"));
    }

    [Fact]
    public void Card_CountsEqualWhileSomethingIsTheMatter_IsNotGreen()
    {
        AddDay("support", received: 3, repeats: 1, ignored: 1);

        var card = RenderCard(isWell: false);

        Assert.StartsWith("一致しています件数の一致です", TextOf(card, "reconciliation-verdict"), StringComparison.Ordinal);
        Assert.Empty(card.FindAll("[data-testid=reconciliation-verdict] .ok"));
    }

    [Fact]
    public void Card_OneInboxShort_SaysByHowMuchAndWhere()
    {
        AddDay("good", received: 1);
        AddDay("short", received: 4);
        var card = RenderCard();
        Assert.StartsWith("一致していません保存先の操作が3件足りません", TextOf(card, "reconciliation-verdict"), StringComparison.Ordinal);

        card.Find("[data-testid=reconciliation-open]").Click();

        var inboxes = card.FindAll(".recs > li").Select(li => (li.QuerySelector("h3")!.TextContent, li.QuerySelector(".verdict .b")!.TextContent.Trim()));
        Assert.Equal([("short", "一致していません"), ("good", "一致しています")], inboxes);
    }

    [Fact]
    public void Card_AnEarlierDayChosen_ShowsThatDay()
    {
        AddDay("support", received: 1);
        var card = RenderCard();

        card.Find("[data-testid=reconciliation-day]").Change("1");

        card.WaitForAssertion(() => Assert.StartsWith("受信した操作0", TextOf(card, "reconciliation-all"), StringComparison.Ordinal));
        Assert.Equal(
            ["本日", "昨日", "11月22日", "11月21日", "11月20日", "11月19日", "11月18日", "11月17日"],
            card.FindAll("option").Select(o => o.TextContent.Split('（')[0]));
    }

    [Fact]
    public void Card_OfADayBeforeCounting_SaysSo()
    {
        AddDay("support", received: 1);
        Store.Save(new Setting { Key = Setting.CountedSince, Value = $"{TestStore.Now.UtcTicks + TimeSpan.TicksPerDay}" });

        var card = Render<ReconciliationCard>();

        card.WaitForAssertion(() => Assert.Contains("まだ数え始めていません", TextOf(card, "reconciliation"), StringComparison.Ordinal));
        Assert.Empty(card.FindAll("[data-testid=reconciliation-verdict]"));
    }

    [Fact]
    public void Card_AChangeIsPublished_IsCheckedAgainButNotTooOften()
    {
        var inbox = AddDay("support", received: 1);
        var card = RenderCard();
        Store.Save(new OperationRow { IdHash = Key(77), InboxId = inbox.Id, ActivityKey = Key(78), ArrivedAt = TestStore.Now });

        Push(inbox.Id, TimeSpan.FromSeconds(2));
        Assert.Contains("一致しています", TextOf(card, "reconciliation-verdict"), StringComparison.Ordinal);

        Push(inbox.Id, LiveReconciliation.Rest);
        card.WaitForAssertion(() => Assert.StartsWith("一致していません保存先の操作が1件多くあります", TextOf(card, "reconciliation-verdict"), StringComparison.Ordinal));
    }

    [Fact]
    public void Card_StoreUnreadableLater_KeepsItsResultAndSaysSo()
    {
        var inbox = AddDay("support", received: 1);
        var card = RenderCard();

        Store.IsBroken = true;
        Push(inbox.Id, LiveReconciliation.Rest);

        card.WaitForAssertion(() => Assert.Contains("照合し直せませんでした", TextOf(card, "reconciliation"), StringComparison.Ordinal));
        Assert.Contains("一致しています", TextOf(card, "reconciliation-verdict"), StringComparison.Ordinal);
    }

    /// <summary>A connection with one Event of one operation, and what the intake counted.</summary>
    private Inbox AddDay(string key, int received, int repeats = 0, int ignored = 0)
    {
        var inbox = Store.AddInbox(key);
        Store.AddConnection(inbox);
        var action = Store.AddAction(inbox, ActionStatus.Synced);
        Store.Save(new OperationRow { IdHash = Key(inbox.Id), InboxId = inbox.Id, ActivityKey = action.ActivityKey, ArrivedAt = TestStore.Now });
        Store.Save(new IntakeMinute
        {
            InboxId = inbox.Id,
            Minute = TestStore.Now,
            Received = received,
            Repeats = repeats,
            Ignored = ignored,
            ActionsMade = 1,
            FirstActionSeq = action.Seq,
        });
        return inbox;
    }

    private static byte[] Key(long number) => BitConverter.GetBytes(1000 + number);

    private IRenderedComponent<Microsoft.AspNetCore.Components.IComponent> RenderCard(bool isWell = true)
    {
        var card = Render<ReconciliationCard>(p => p.Add(c => c.IsWell, isWell));
        card.WaitForElement("[data-testid=reconciliation-verdict]");
        return card;
    }

    private void Push(long inboxId, TimeSpan after)
    {
        Time.Advance(after);
        Feed.Publish(ChangeTopic.Actions, inboxId);
    }
}
