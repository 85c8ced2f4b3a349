using Bunit;
using RelationSync.Portal.Components.Pages.Dashboard;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Storage.Queries;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.Components;

public sealed class ThroughputCardTests : RoomsContext
{
    private static readonly InboxName Inbox = new(1, "call-east", "東日本コールセンター", "Asia/Tokyo");

    [Fact]
    public void Chart_DrawsABarATickAndACross_AndSaysThemInWords()
    {
        var card = RenderCard();

        Assert.Single(card.FindAll(".plot > rect"));
        Assert.Equal(2, card.FindAll(".plot > line[stroke-width='1.5']").Count);
        Assert.Single(card.FindAll(".mark path"));
        Assert.Equal(
            "直近1時間の処理量。行動の作成 4件、受信した操作 9件、失敗 1件。 14:10 認証切れ（東日本コールセンター）",
            card.Find("[role=img]").GetAttribute("aria-label"));
        Assert.Equal(["13:31", "13:41", "13:51", "14:01", "14:11", "14:21", "14:31"], card.FindAll(".plot > g > text").Select(t => t.TextContent));
    }

    [Fact]
    public void Chart_AnIncident_IsADashedLineWithItsWords()
    {
        var card = RenderCard();

        Assert.Single(card.FindAll(".plot > line[stroke-dasharray]"));
        Assert.Equal("14:10 認証切れ（東日本コールセンター）", card.Find(".flag text").TextContent);
    }

    [Fact]
    public void Chart_OfADay_ShowsADay()
    {
        var card = RenderCard();

        card.FindAll(".seg button")[1].Click();

        Assert.StartsWith("直近24時間の処理量。行動の作成 7件", card.Find("[role=img]").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Equal("true", card.FindAll(".seg button")[1].GetAttribute("aria-pressed"));
        Assert.Equal("14:45", card.FindAll(".plot > g > text")[^1].TextContent);
    }

    [Fact]
    public void Table_SaysTheSame_NewestFirst()
    {
        var card = RenderCard();

        card.Find(".btn.q").Click();

        Assert.Empty(card.FindAll("[role=img]"));
        Assert.Equal(
            ["14:29 0 5 1", "14:20 4 4 0", "14:10 0 0 0 14:10 認証切れ（東日本コールセンター）"],
            card.FindAll("tbody tr").Select(r => string.Join(' ', r.Children.Select(c => c.TextContent.Trim())).Trim()));
    }

    [Fact]
    public void Table_OfNothing_SaysSo()
    {
        var card = Render<ThroughputCard>(p => p.Add(c => c.Throughput, new ThroughputView(TestStore.Now.AddMinutes(1), [], [])));

        card.Find(".btn.q").Click();

        Assert.Contains("この間は何も起きていません。", card.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<ThroughputCard> RenderCard() => Render<ThroughputCard>(p => p.Add(
        c => c.Throughput,
        new ThroughputView(
            TestStore.Now.AddMinutes(1),
            [
                new MinuteCount(TestStore.Now.AddHours(-5), 3, 3, 0),
                new MinuteCount(TestStore.Now.AddMinutes(-10), 4, 4, 0),
                new MinuteCount(TestStore.Now.AddMinutes(-1), 0, 5, 1),
            ],
            [new Incident(TestStore.Now.AddMinutes(-20), IncidentKind.Authorization, Inbox)])));
}
