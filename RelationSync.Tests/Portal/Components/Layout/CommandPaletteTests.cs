using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Components.Layout.Palette;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Components.Layout;

public sealed class CommandPaletteTests : RoomsContext
{
    public CommandPaletteTests()
    {
        Services.AddSingleton<BrowseInboxes>();
        Services.AddSingleton<PauseConnection>();
        Services.AddScoped<PaletteItems>();
    }

    [Fact]
    public void Palette_NothingTyped_OffersPages()
    {
        SignInAs(AccountRole.Support);

        var palette = Open();

        Assert.Contains("エラーログ", Titles(palette));
        Assert.DoesNotContain("監査ログ", Titles(palette));
    }

    [Fact]
    public void Palette_AnInboxTyped_OffersItAndWhatMayBeDone()
    {
        SignInAs(AccountRole.Administrator);
        var inbox = Store.AddInbox("ec-shop", name: "EC通販");
        Store.AddConnection(inbox);
        Store.AddAction(inbox, ActionStatus.Failed, subject: "返品受付のご案内");
        var palette = Open();

        palette.Find("[data-testid=palette-input]").Input("ｅｃ");

        palette.WaitForAssertion(() => Assert.Contains("EC通販", Titles(palette)));
        Assert.Contains("EC通販の失敗を再試行…", Titles(palette));
        Assert.Contains("EC通販を一時停止…", Titles(palette));
    }

    [Theory]
    [InlineData(AccountRole.Support, false, false)]
    [InlineData(AccountRole.Responder, true, false)]
    public void Palette_WhatMayNotBeDone_IsntOffered(AccountRole role, bool retries, bool pauses)
    {
        SignInAs(role);
        var inbox = Store.AddInbox("ec-shop", name: "EC通販");
        Store.AddConnection(inbox);
        Store.AddAction(inbox, ActionStatus.Failed);
        var palette = Open();

        palette.Find("[data-testid=palette-input]").Input("EC");

        palette.WaitForAssertion(() => Assert.Contains("EC通販のエラーログを書き出す", Titles(palette)));
        Assert.Equal((retries, pauses), (Titles(palette).Contains("EC通販の失敗を再試行…"), Titles(palette).Contains("EC通販を一時停止…")));
    }

    [Fact]
    public void Palette_ACommandThatChangesSomething_AsksFirst()
    {
        SignInAs(AccountRole.Administrator);
        var connection = Store.AddConnection(Store.AddInbox("ec-shop", name: "EC通販"));
        var palette = Open();
        palette.Find("[data-testid=palette-input]").Input("EC 停止");
        palette.WaitForAssertion(() => Assert.Equal("EC通販を一時停止…", Titles(palette)[0]));

        palette.Find("[data-testid=palette-input]").KeyDown(Key.Enter);
        Assert.Null(PausedAt(connection));
        palette.Find("[data-testid=palette-do]").Click();

        palette.WaitForAssertion(() => Assert.NotNull(PausedAt(connection)));
    }

    [Fact]
    public void Palette_EnterThatEndsAConversion_ChoosesNothing()
    {
        SignInAs(AccountRole.Support);
        var palette = Open();
        var before = Services.GetRequiredService<BunitNavigationManager>().Uri;

        palette.Find("[data-testid=palette-input]").KeyDown(new KeyboardEventArgs { Key = "Enter", IsComposing = true });
        Assert.Equal(before, Services.GetRequiredService<BunitNavigationManager>().Uri);

        palette.Find("[data-testid=palette-input]").KeyDown(Key.Down);
        palette.Find("[data-testid=palette-input]").KeyDown(Key.Enter);
        palette.WaitForAssertion(() => Assert.EndsWith("/connections", Services.GetRequiredService<BunitNavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Fact]
    public void Palette_AnActionsIdOrSubject_LeadsToIt()
    {
        SignInAs(AccountRole.Support);
        var action = Store.AddAction(Store.AddInbox("support"), subject: "返品受付のご案内");
        var palette = Open();

        palette.Find("[data-testid=palette-input]").Input(action.Id.ToString());
        palette.WaitForAssertion(() => Assert.Contains("このIDのアクションを開く", Titles(palette)));
        palette.Find("[data-testid=palette-input]").Input("返品受付");

        palette.WaitForAssertion(() => Assert.Contains("【メール】返品受付のご案内", Titles(palette)));
    }

    /// <summary>The browser shows it before its circuit has answered.</summary>
    [Fact]
    public void Palette_BeforeItsFirstList_DoesntSayThatNothingIsFound()
    {
        SignInAs(AccountRole.Support);

        var palette = Render<CommandPalette>();

        Assert.Equal("", palette.Find("[role=status].end").TextContent);
    }

    /// <summary>It is outside the page's error boundary: an exception would end the circuit.</summary>
    [Fact]
    public void Palette_StoreThatFails_SaysSoAndStaysOpen()
    {
        SignInAs(AccountRole.Support);
        var palette = Open();
        Store.Dispose();

        palette.Find("[data-testid=palette-input]").Input("返品");

        palette.WaitForAssertion(() => Assert.Contains("もう一度お試しください", palette.Find("[role=status].end").TextContent, StringComparison.Ordinal));
        Assert.NotEmpty(palette.FindAll("[data-testid=palette-input]"));
    }

    private static List<string> Titles(IRenderedComponent<CommandPalette> palette) =>
        [.. palette.FindAll("[data-testid=palette-item] .ell").Select(e => e.TextContent.Trim())];

    private DateTimeOffset? PausedAt(Connection connection)
    {
        using var db = Store.CreateDbContext();
        return db.Connections.Single(c => c.Id == connection.Id).PausedAt;
    }

    private IRenderedComponent<CommandPalette> Open()
    {
        var palette = Render<CommandPalette>();
        palette.Find("[data-testid=palette-open]").Click();
        palette.WaitForElement("[data-testid=palette-item]");
        return palette;
    }
}
