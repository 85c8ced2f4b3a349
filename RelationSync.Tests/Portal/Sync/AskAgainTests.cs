using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Connections;

namespace RelationSync.Tests.Portal.Sync;

/// <summary>What Salesforce refuses and takes again, against the simulator.</summary>
public sealed class AskAgainTests : ConnectionsTests
{
    private readonly HttpClient _control = new();
    private Authorization _authorization = null!;
    private Connection _connection = null!;
    private string _faults = "";

    private AskAgain Asking => Fixture.Get<AskAgain>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        (_authorization, var org) = await Fixture.AuthorizeAsync();
        _connection = Fixture.AddConnection(Fixture.AddInbox(), _authorization);
        var url = new Uri(org.LoginUrl);
        _faults = new Uri(url, $"/_control/orgs{url.AbsolutePath}/faults").ToString();
    }

    public override async Task DisposeAsync()
    {
        _control.Dispose();
        await base.DisposeAsync();
    }

    [Theory]
    [InlineData("invalid_grant", "/services/oauth2/token", 400, AuthorizationTrouble.RefusalsToBeGone)]
    [InlineData("inactive_user", "/services/oauth2/token", 400, AuthorizationTrouble.RefusalsToBeGone)]
    [InlineData("INVALID_SESSION_ID", "/services/data", 401, AuthorizationTrouble.RefusalsToBeGone)]
    [InlineData("invalid_app_access", "/services/oauth2/token", 400, 1)]
    [InlineData("API_DISABLED_FOR_ORG", "/services/data", 403, 1)]
    [Trait("Rule", "R-A4")]
    [Trait("Rule", "R-A7")]
    public async Task Ask_WhileItIsRefusedAndOnceItIsMended_TellsOnceAndComesBackByItself(string code, string path, int status, int refusals)
    {
        (await _control.PostAsJsonAsync(_faults, new { kind = "status", status, error_code = code, message = "ip restricted", match = new { path } })).EnsureSuccessStatusCode();

        for (var i = 1; i <= refusals; i++)
        {
            Assert.Null(Row().GoneAt ?? Row().BlockedAt);
            Assert.Empty(Fixture.Read(db => db.LogEntries.ToList()));
            Assert.Equal(code, (await Asking.RunAsync(_authorization.Id, CancellationToken.None))!.Code);
        }

        Assert.NotNull(Row().GoneAt ?? Row().BlockedAt);
        Assert.NotNull(await Asking.RunAsync(_authorization.Id, CancellationToken.None));
        Assert.Equal((code, null), Fixture.Read(db => db.LogEntries.ToList()).Select(e => (e.Code, e.ClosedAt)).Single());

        (await _control.DeleteAsync(_faults)).EnsureSuccessStatusCode();
        Assert.Null(await Asking.RunAsync(_authorization.Id, CancellationToken.None));

        Assert.Equal((null, null, null, 0), (Row().GoneAt, Row().BlockedAt, Row().AskAgainAt, Row().Refusals));
        Assert.NotNull(Fixture.Read(db => db.LogEntries.Single()).ClosedAt);
    }

    [Fact]
    [Trait("Rule", "R-A4")]
    public async Task Ask_NoAnswerThatTells_ChangesNothing()
    {
        (await _control.PostAsJsonAsync(_faults, new { kind = "html_503", match = new { path = "/services/oauth2/token" } })).EnsureSuccessStatusCode();

        Assert.Equal(FailureClass.TransientCall, (await Asking.RunAsync(_authorization.Id, CancellationToken.None))!.Class);

        Assert.Equal((0, null), (Row().Refusals, Row().AskAgainAt));
    }

    [Fact]
    [Trait("Rule", "R-A4")]
    public async Task Ask_ByTheButton_IsAnAdministratorsAndStandsInTheAuditLog()
    {
        var command = Fixture.Get<AskSalesforceAgain>();

        Assert.Equal(CommandFault.NotAllowed, (await command.RunAsync(Fixture.SignIn(AccountRole.Support), _connection.Id, CancellationToken.None)).Fault);
        var outcome = await command.RunAsync(Fixture.SignIn(), _connection.Id, CancellationToken.None);

        Assert.Equal((null, new AskedAgain(null, false)), (outcome.Fault, outcome.Value));
        Assert.Equal(AuditAct.SalesforceAskedAgain, Fixture.Read(db => db.AuditEntries.Single().Act));
    }

    private Authorization Row() => Fixture.Read(db => db.Authorizations.AsNoTracking().Single(a => a.Id == _authorization.Id));
}
