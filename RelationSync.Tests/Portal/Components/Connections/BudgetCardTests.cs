using Bunit;
using RelationSync.Portal.Components.Pages.Connections;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Components.Connections;

public sealed class BudgetCardTests : PagesContext
{
    [Fact]
    public void Budget_Set_SaysWhatIsUsedInFiguresAndWords()
    {
        SignIn(AccountRole.Support);

        var card = Open(new BudgetView(20, 611, 3000, null, null));

        Assert.Contains("611回", card.Markup, StringComparison.Ordinal);
        Assert.Equal("予算3,000回のうち611回を使用", card.Find("[role=img]").GetAttribute("aria-label"));
        Assert.Contains("組織の上限の20%まで", card.Find("[data-testid=budget-text]").TextContent, StringComparison.Ordinal);
        Assert.Empty(card.FindAll("[data-testid=budget-change]"));
    }

    [Fact]
    public void Budget_Changed_IsStored()
    {
        SignIn(AccountRole.Administrator);
        var card = Open(BudgetView.None);

        card.Find("[data-testid=budget-change]").Click();
        card.Find("[data-testid=budget-share]").Change(true);
        card.Find("[data-testid=budget-percent]").Input("25");
        Assert.Contains("1日に3,750回まで", card.Find("#budget-percent-hint").TextContent, StringComparison.Ordinal);
        card.Find("form").Submit();

        card.WaitForAssertion(() => Assert.Empty(card.FindAll("form")));
        Assert.Equal(25, Fixture.Read(db => db.Connections.Single().ApiBudgetPercent));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("101")]
    [InlineData("abc")]
    [InlineData("")]
    public void Budget_NoShare_SaysSoAtTheField(string percent)
    {
        SignIn(AccountRole.Administrator);
        var card = Open(BudgetView.None);

        card.Find("[data-testid=budget-change]").Click();
        card.Find("[data-testid=budget-share]").Change(true);
        card.Find("[data-testid=budget-percent]").Input(percent);
        card.Find("form").Submit();

        Assert.Equal("true", card.Find("[data-testid=budget-percent]").GetAttribute("aria-invalid"));
        Assert.Null(Fixture.Read(db => db.Connections.Single().ApiBudgetPercent));
    }

    private IRenderedComponent<BudgetCard> Open(BudgetView budget)
    {
        var connection = Fixture.AddConnection(Fixture.AddInbox(), Fixture.Authorization());
        Fixture.Store.WriteAsync(
            (db, _) =>
            {
                (db.Authorizations.Single().ApiUsed, db.Authorizations.Single().ApiMax) = (61204, 15000);
                return Task.FromResult(true);
            },
            default).GetAwaiter().GetResult();
        var view = new ListConnections(Fixture.Store, TimeProvider.System).FindAsync(connection.Id, default).GetAwaiter().GetResult()!;
        return Context.Render<BudgetCard>(p => p.Add(c => c.Connection, view with { Budget = budget }));
    }
}
