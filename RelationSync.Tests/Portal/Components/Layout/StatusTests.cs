using Bunit;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Components.Layout;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Sync;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.Components.Layout;

public sealed class StatusTests : RoomsContext
{
    public StatusTests()
    {
        Services.AddOptions<WorkerOptions>();
        Services.AddSingleton(s => new DrainHeartbeat(s.GetRequiredService<TimeProvider>(), TimeSpan.FromMinutes(1)));
        Services.AddSingleton<StoreProbe>();
        Services.AddSingleton<LiveStatus>();
        _ = Services.GetRequiredService<DrainHeartbeat>();
    }

    [Fact]
    public void Frame_AllIsWell_IsLiveAndSaysNothing()
    {
        var (banner, sign) = (Render<StatusBanner>(), Render<LiveSign>());

        Assert.Empty(banner.FindAll("[data-testid=status-banner]"));
        Assert.Equal("ライブ更新中", sign.Find(".when-on").TextContent);
    }

    [Fact]
    public void Frame_NoDrainForThreeIntervals_SaysWhatItMeansAndWhatToDo_AndNoLongerCallsItselfLive()
    {
        var (banner, sign) = (Render<StatusBanner>(), Render<LiveSign>());

        Time.Advance(TimeSpan.FromMinutes(4));

        banner.WaitForAssertion(() => Assert.StartsWith("4分前から同期が動いていません", TextOf(As(banner), "status-banner"), StringComparison.Ordinal));
        Assert.Contains("再起動を依頼してください", TextOf(As(banner), "status-banner"), StringComparison.Ordinal);
        Assert.Equal("status", banner.Find("[data-testid=status-banner]").GetAttribute("role"));
        sign.WaitForAssertion(() => Assert.Equal("更新に問題があります", sign.Find(".when-on").TextContent));
    }

    [Fact]
    public void Frame_StoreUnreadable_IsAnAlert_AndGoesWhenItIsBack()
    {
        var banner = Render<StatusBanner>();
        Store.IsBroken = true;
        Time.Advance(LiveStatus.Beat);
        banner.WaitForAssertion(() => Assert.StartsWith("保存先を読み込めません", TextOf(As(banner), "status-banner"), StringComparison.Ordinal));
        Assert.Equal("alert", banner.Find("[data-testid=status-banner]").GetAttribute("role"));

        Store.IsBroken = false;
        Time.Advance(LiveStatus.Beat);

        banner.WaitForAssertion(() => Assert.Empty(banner.FindAll("[data-testid=status-banner]")));
    }

    [Fact]
    public void Menu_CountsWhatWaitsForAPerson_AndMovesByItself()
    {
        var inbox = Store.AddInbox("support");
        Store.AddConnection(inbox, c => c.Authorization.GoneAt = TestStore.Now);
        Store.AddError(inbox, action: Store.AddAction(inbox, ActionStatus.Failed).Id);
        var menu = Render<NavMenu>(p => p.Add(m => m.Open, true));
        menu.WaitForAssertion(() => Assert.Equal("1件が要対応", menu.Find("[data-testid=nav-connections] .n").TextContent.Trim()));
        menu.WaitForAssertion(() => Assert.Equal("1件が未対応", menu.Find("[data-testid=nav-errors] .n").TextContent.Trim()));

        Store.AddError(inbox, action: Store.AddAction(inbox, ActionStatus.Failed).Id);
        Time.Advance(TimeSpan.FromSeconds(1));
        Feed.Publish(ChangeTopic.Errors, inbox.Id);

        menu.WaitForAssertion(() => Assert.Equal("2件が未対応", menu.Find("[data-testid=nav-errors] .n").TextContent.Trim()));
        Assert.Empty(menu.FindAll("[data-testid=nav-inboxes] .n"));
    }

    private static IRenderedComponent<Microsoft.AspNetCore.Components.IComponent> As<T>(IRenderedComponent<T> component)
        where T : Microsoft.AspNetCore.Components.IComponent => (IRenderedComponent<Microsoft.AspNetCore.Components.IComponent>)component;
}
