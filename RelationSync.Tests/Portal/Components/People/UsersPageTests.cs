using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Components.Pages.Users;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Components.People;

public sealed class UsersPageTests : PeopleContext
{
    [Fact]
    public void People_AreListedWithRoleAndWhoIsTheLastAdministrator()
    {
        People.SignIn(AccountRole.Support, "support@example.com");

        var page = Render<UsersPage>();

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=user-row]").Count));
        var roles = page.FindAll("[data-testid=user-role]").Select(r => r.TextContent).ToList();
        Assert.StartsWith("サポート", roles[0], StringComparison.Ordinal);
        Assert.Contains("最後の管理者", roles[1], StringComparison.Ordinal);
        Assert.Contains("あなた", page.FindAll("[data-testid=user-row]")[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invite_GoodAddress_ShowsTheLinkOnceAndTheInvitation()
    {
        var (dialogs, page) = (Render<MudDialogProvider>(), Render<UsersPage>());
        await page.WaitForElement("[data-testid=user-invite]").ClickAsync();

        dialogs.WaitForElement("[data-testid=invite-email]").Input("new@example.com");
        await dialogs.Find("#invite").SubmitAsync();

        dialogs.WaitForElement("[data-testid=user-link]");
        Assert.Contains("https://sync.example.com/invitation#token=", dialogs.Find("[data-testid=user-link]").TextContent, StringComparison.Ordinal);
        page.WaitForAssertion(() => Assert.Contains("new@example.com", page.Find("[data-testid=invitation-row]").TextContent, StringComparison.Ordinal));
        Assert.Equal(AccountRole.Support, People.Read(db => db.Invitations.Single().Role));
        Assert.DoesNotContain("token=", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Invite_BadAddress_SaysSoAtTheField()
    {
        var (dialogs, page) = (Render<MudDialogProvider>(), Render<UsersPage>());
        await page.WaitForElement("[data-testid=user-invite]").ClickAsync();

        dialogs.WaitForElement("[data-testid=invite-email]").Input("nobody");
        await dialogs.Find("#invite").SubmitAsync();

        dialogs.WaitForAssertion(() => Assert.Equal("true", dialogs.Find("[data-testid=invite-email]").GetAttribute("aria-invalid")));
        Assert.False(People.Read(db => db.Invitations.Any()));
    }

    [Fact]
    public async Task Invitation_Expired_SaysSoAndCanBeWithdrawn()
    {
        await People.Get<InviteUser>().RunAsync(Viewer, "new@example.com", AccountRole.Support, default);
        People.Clock.Advance(InviteUser.Lifetime);
        var (dialogs, page) = (Render<MudDialogProvider>(), Render<UsersPage>());

        Assert.Contains("期限切れ", page.WaitForElement("[data-testid=invitation-row]").TextContent, StringComparison.Ordinal);
        await page.Find("[data-testid=invitation-withdraw]").ClickAsync();
        await dialogs.WaitForElement("[data-testid=user-confirm]").ClickAsync();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=invitation-row]")));
    }

    [Fact]
    public async Task Confirm_WhatAnotherAdministratorPrevents_SaysWhyAndStaysOpen()
    {
        var other = People.SignIn(AccountRole.Support);
        var dialogs = Render<MudDialogProvider>();
        var run = () => People.Get<DeleteUser>().RunAsync(Viewer, other.AccountId()!.Value, default);
        await run();

        await dialogs.InvokeAsync(() => Services.GetRequiredService<IDialogService>().ConfirmAsync(new Confirmation("t", "x", "c", "", "d", run)));
        await dialogs.WaitForElement("[data-testid=user-confirm]").ClickAsync();

        Assert.Contains("もうありません", dialogs.WaitForElement("[role=alert]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pushed_NewPerson_AppearsWithoutReloading()
    {
        var page = Render<UsersPage>();
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=user-row]")));

        People.SignIn(AccountRole.Support);
        await page.InvokeAsync(() => Services.GetRequiredService<ChangeFeed>().Publish(ChangeTopic.People));

        page.WaitForAssertion(() => Assert.Equal(2, page.FindAll("[data-testid=user-row]").Count));
    }

    [Fact]
    public async Task SecondFactor_OfSomebodyElse_IsShownAndTakenOff()
    {
        var other = People.SignIn(AccountRole.Support, "support@example.com").AccountId()!.Value;
        await People.Store.WriteAsync((db, _) => Task.FromResult(db.Accounts.Single(a => a.Id == other).SecondFactorProtected = "a key"), default);
        var (dialogs, page) = (Render<MudDialogProvider>(), Render<UsersPage>());
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-testid=user-factor]")));

        await dialogs.InvokeAsync(() => Services.GetRequiredService<IDialogService>().ConfirmAsync(
            new Confirmation("t", "x", "c", "", "d", () => People.Get<RemoveSecondFactor>().RunAsync(Viewer, other, default))));
        await dialogs.WaitForElement("[data-testid=user-confirm]").ClickAsync();

        await page.InvokeAsync(() => Services.GetRequiredService<ChangeFeed>().Publish(ChangeTopic.People));
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-testid=user-factor]")));
    }

    [Fact]
    public async Task Store_Gone_SaysSo()
    {
        await People.Store.WriteAsync((db, token) => Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.ExecuteSqlRawAsync(db.Database, "DROP TABLE Invitations", token), default);

        Render<UsersPage>().WaitForElement("[data-testid=failure]");
    }
}
