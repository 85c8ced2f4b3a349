using System.Security.Claims;
using Microsoft.AspNetCore.WebUtilities;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Simulator.Orgs;

namespace RelationSync.Tests.Portal.Connections;

/// <summary>There and back: what Salesforce answers counts once, in the browser and the session that began it.</summary>
public sealed class AuthorizeTests : ConnectionsTests
{
    private ClaimsPrincipal _user = null!;
    private OrgCredentials _org = null!;

    private AuthorizeAtSalesforce Authorize => Fixture.Get<AuthorizeAtSalesforce>();

    public override async Task InitializeAsync()
    {
        _user = Fixture.SignIn();
        (_, _org) = await Fixture.AuthorizeAsync();
        await Fixture.Get<WizardDrafts>().ChangeAsync(Id(_user), d => d with { LoginUrl = _org.LoginUrl }, default);
    }

    [Fact]
    public async Task Callback_Allowed_GivesTheDraftItsAuthorization()
    {
        var (answer, cookie) = await VisitAsync("allow");

        Assert.Null(await FinishAsync(_user, cookie, answer));

        var draft = await Fixture.Get<WizardDrafts>().LoadAsync(Id(_user), default);
        var row = Fixture.Read(db => db.Authorizations.Single(a => a.Id == draft.AuthorizationId));
        Assert.Equal(("admin@demo.example", _org.OrgId, _org.UserId), (row.Username, row.OrgId, row.UserId));
    }

    [Fact]
    public async Task Callback_Denied_SaysSoAndKeepsNothing()
    {
        var (answer, cookie) = await VisitAsync("deny");

        Assert.Equal(AuthorizeFault.Denied, await FinishAsync(_user, cookie, answer));
        Assert.Equal(1, Fixture.Read(db => db.Authorizations.Count()));
    }

    [Fact]
    [Trait("Rule", "R-A7")]
    public async Task Callback_RefusedForACause_IsKeptForThePage()
    {
        var (answer, cookie) = await VisitAsync("allow");

        var fault = await Authorize.FinishAsync(
            ConnectionsFixture.Request(_user, cookie), answer.State, null, "OAUTH_AUTHORIZATION_BLOCKED", "Cross-org OAuth flows are not supported for this external client app");

        Assert.Equal(AuthorizeFault.Refused, fault);
        var draft = await Fixture.Get<WizardDrafts>().LoadAsync(Id(_user), default);
        Assert.Equal(new Refusal("OAUTH_AUTHORIZATION_BLOCKED", RefusalCause.CrossOrg), draft.Refusal);
    }

    [Fact]
    public async Task Callback_SecondTime_IsRefusedEvenWithTheCookie()
    {
        var (answer, cookie) = await VisitAsync("allow");
        await FinishAsync(_user, cookie, answer);

        Assert.Equal(AuthorizeFault.State, await FinishAsync(_user, cookie, answer));
    }

    [Fact]
    public async Task Callback_OtherState_IsRefused()
    {
        var (answer, cookie) = await VisitAsync("allow");

        Assert.Equal(AuthorizeFault.State, await FinishAsync(_user, cookie, answer with { State = OAuthState.NewToken() }));
        Assert.Equal(AuthorizeFault.State, await FinishAsync(_user, cookie, answer with { State = null }));
    }

    [Fact]
    public async Task Callback_InAnotherPersonsSession_IsRefused()
    {
        var (answer, cookie) = await VisitAsync("allow");

        Assert.Equal(AuthorizeFault.State, await FinishAsync(Fixture.SignIn(), cookie, answer));
    }

    [Fact]
    public async Task Callback_WithoutTheCookie_IsRefused()
    {
        var (answer, _) = await VisitAsync("allow");

        Assert.Equal(AuthorizeFault.State, await FinishAsync(_user, "", answer));
    }

    [Fact]
    public async Task Start_TicketUsedTwice_IsRefused()
    {
        var ticket = (await Authorize.TicketAsync(Id(_user), default)).Split('=')[1];

        Assert.Null((await Authorize.StartAsync(ConnectionsFixture.Request(_user), ticket)).Fault);
        Assert.Equal(AuthorizeFault.State, (await Authorize.StartAsync(ConnectionsFixture.Request(_user), ticket)).Fault);
        Assert.Equal(AuthorizeFault.State, (await Authorize.StartAsync(ConnectionsFixture.Request(_user), null)).Fault);
    }

    [Fact]
    [Trait("Rule", "R-A3")]
    public async Task Reuse_Another_GivesBackWhatTheDraftAloneHad()
    {
        var (answer, cookie) = await VisitAsync("allow");
        await FinishAsync(_user, cookie, answer);
        var views = await Fixture.Get<ListAuthorizations>().RunAsync(default);

        var fault = await Fixture.Get<ChooseAuthorization>().ReuseAsync(_user, views[0], default);

        Assert.Null(fault);
        Assert.Equal([views[0].Id], Fixture.Read(db => db.Authorizations.Select(a => a.Id).ToList()));
        Assert.Equal(views[0].Id, (await Fixture.Get<WizardDrafts>().LoadAsync(Id(_user), default)).AuthorizationId);
    }

    /// <summary>Begins, and lets the simulator answer as the person would.</summary>
    private async Task<(Answer Answer, string Cookie)> VisitAsync(string decision)
    {
        var ticket = (await Authorize.TicketAsync(Id(_user), default)).Split('=')[1];
        var context = ConnectionsFixture.Request(_user);
        var (consent, fault) = await Authorize.StartAsync(context, ticket);
        Assert.Null(fault);
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var browser = new HttpClient(handler);
        using var response = await browser.GetAsync(new Uri($"{consent}&login_hint=admin@demo.example&sim_auto={decision}"));
        var location = response.Headers.Location!;
        Assert.StartsWith("http://localhost:5080/oauth/salesforce/callback?", location.AbsoluteUri, StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(location.Query);
        return (
            new Answer(query["state"], query.GetValueOrDefault("code"), query.GetValueOrDefault("error")),
            context.Response.Headers.SetCookie.ToString().Split(';')[0]);
    }

    private Task<AuthorizeFault?> FinishAsync(ClaimsPrincipal user, string cookie, Answer answer) =>
        Authorize.FinishAsync(ConnectionsFixture.Request(user, cookie), answer.State, answer.Code, answer.Error);

    private static Guid Id(ClaimsPrincipal user) => user.AccountId()!.Value;

    private sealed record Answer(string? State, string? Code, string? Error);
}
