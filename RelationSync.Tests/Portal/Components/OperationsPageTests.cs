using Bunit;
using Bunit.TestDoubles;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Components.Pages.Dashboard;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.Components;

public sealed class OperationsPageTests : RoomsContext
{
    [Fact]
    public void Counts_MoreThanAPage_ArePagedAndSummedOverAllPages()
    {
        var inboxes = Enumerable.Range(0, 6).Select(i => Store.AddInbox($"inbox-{i}")).ToList();
        for (var hour = 0; hour < 12; hour++)
        {
            inboxes.ForEach(i => Receive(i, TestStore.Now.AddHours(-hour), 2));
        }

        var first = Open("/operations?day=0");

        Assert.Equal(ListOperations.PageSize, first.FindAll("[data-testid=operation-count]").Count);
        Assert.Contains("144件", first.Find(".pager").TextContent, StringComparison.Ordinal);
        var second = Open(first.Find("a[rel=next]").GetAttribute("href")!);
        Assert.Equal((6 * 12) - ListOperations.PageSize, second.FindAll("[data-testid=operation-count]").Count);
        Assert.Empty(second.FindAll("a[rel=next]"));
    }

    [Theory]
    [InlineData("2026-11-24T10:00", "2026-11-24T10:15", "10:00 から 10:15")]
    [InlineData("2026-11-23T10:00", "2026-11-23T10:15", "11/23 10:00 から 10:15")]
    [InlineData("2026-11-23T23:45", "2026-11-24T00:00", "11/23 23:45 から 11/24 00:00")]
    public void Span_NotOfToday_NamesTheDay(string from, string to, string words)
    {
        Store.AddInbox("support");

        Assert.Contains(words, Open($"/operations?from={from}&to={to}").Markup, StringComparison.Ordinal);
    }

    private void Receive(Inbox inbox, DateTimeOffset at, int count) =>
        Store.Save(new IntakeMinute { InboxId = inbox.Id, Minute = IntakeMinute.Of(at), Received = count });

    private IRenderedComponent<OperationsPage> Open(string href)
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(href);
        var page = Render<OperationsPage>();
        page.WaitForElement("[data-testid=operation-count], [data-testid=empty]");
        return page;
    }
}
