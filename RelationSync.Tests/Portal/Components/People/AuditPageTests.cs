using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Components.Pages.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Components.People;

public sealed class AuditPageTests : PeopleContext
{
    [Fact]
    public void Audit_Nothing_IsDesigned() => RenderAt("/audit").WaitForElement("[data-testid=empty]");

    [Fact]
    public async Task Audit_Entries_SayWhoWhatWhenAndWhereInWords()
    {
        var other = People.SignIn(AccountRole.Support, "other@example.com");
        Viewer.ComesFrom("192.0.2.7");
        await People.Get<ChangeRole>().RunAsync(Viewer, other.AccountId()!.Value, AccountRole.Administrator, default);

        var row = RenderAt("/audit").WaitForElement("[data-testid=audit-row]").TextContent;

        foreach (var word in new[] { "役割の変更", "other@example.com", "変更前", "サポート", "変更後", "管理者", "viewer-Administrator@example.com", "192.0.2.7", "12:00:00" })
        {
            Assert.Contains(word, row, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Audit_FilteredByTheAddress_ShowsOnlyThose()
    {
        await People.Get<InviteUser>().RunAsync(Viewer, "one@example.com", AccountRole.Support, default);
        await People.Get<InviteUser>().RunAsync(Viewer, "two@example.com", AccountRole.Support, default);

        Assert.Single(RenderAt("/audit?q=one%40&act=AccountInvited&from=2026-11-24&to=2026-11-24").WaitForElements("[data-testid=audit-row]"));
        RenderAt("/audit?from=2026-11-25").WaitForElement("[data-testid=empty]");
        RenderAt("/audit?act=SignedIn").WaitForElement("[data-testid=empty]");
    }

    [Fact]
    public void Audit_Export_TakesTheFiltersOfThePageAndNotItsPlace()
    {
        var page = RenderAt("/audit?q=one%40&who=a%40b&act=SignedIn&from=2026-11-24&to=never&before=99");

        var link = page.WaitForElement("[data-testid=audit-export]");
        Assert.Equal("/audit.xlsx?q=one%40&who=a%40b&act=SignedIn&from=2026-11-24", link.GetAttribute("href"));
        Assert.True(link.HasAttribute("download"));
    }

    [Fact]
    public async Task Audit_SearchTyped_StandsInTheAddress()
    {
        await People.Get<InviteUser>().RunAsync(Viewer, "one@example.com", AccountRole.Support, default);
        var page = RenderAt("/audit?act=AccountInvited&before=99");
        page.WaitForElement("[data-testid=audit-row]");

        page.Find("[data-testid=audit-search]").Input("one@");
        People.Clock.Advance(TimeSpan.FromSeconds(1));

        page.WaitForAssertion(() =>
        {
            var address = Services.GetRequiredService<NavigationManager>().Uri;
            Assert.Contains("q=one%40", address, StringComparison.Ordinal);
            Assert.Contains("act=AccountInvited", address, StringComparison.Ordinal);
            Assert.DoesNotContain("before", address, StringComparison.Ordinal);
        });
    }

    private IRenderedComponent<AuditPage> RenderAt(string address)
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(address);
        return Render<AuditPage>();
    }
}
