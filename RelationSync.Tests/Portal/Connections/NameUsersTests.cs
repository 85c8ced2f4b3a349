using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Salesforce.Support;

namespace RelationSync.Tests.Portal.Connections;

/// <summary>Who authorised what was provisioned, asked beside the work and never instead of it.</summary>
public sealed class NameUsersTests : IAsyncDisposable
{
    private const string Answer = """{"organization_id":"00D000000000001AAA","user_id":"005000000000001AAA","preferred_username":"mori@minatodo.example"}""";

    private readonly ConnectionsFixture _fixture = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero));
    private readonly NameUsers _users;

    public NameUsersTests() => _users = new NameUsers(
        _fixture.Store, _fixture.Get<IAuthorizationStore>(), _fixture.Get<SalesforceOAuth>(), _fixture.Get<ChangeFeed>(), _time, NullLogger<NameUsers>.Instance);

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task Name_OfAProvisionedAuthorisation_IsKnownOnceItHasAToken_WithoutACountedCall()
    {
        var (row, _) = await _fixture.AuthorizeAsync();
        _fixture.AddConnection(_fixture.AddInbox(), row);

        await _users.RunAsync(default);
        Assert.Equal((null, null), (Row(row.Id).Username, Row(row.Id).AccessTokenProtected));

        await _fixture.Get<AccessTokens>().GetAsync(row.Id, default);
        using var told = new CountdownEvent(1);
        using var listening = _fixture.Get<ChangeFeed>().Subscribe([ChangeTopic.Connections], null, () => { told.Signal(); return Task.CompletedTask; });
        await _users.RunAsync(default);

        Assert.Equal("admin@demo.example", Row(row.Id).Username);
        Assert.True(told.Wait(TimeSpan.FromSeconds(30)));
        Assert.Equal("0", await CountedAsync(row.LoginUrl));
    }

    [Theory]
    [InlineData("paused")]
    [InlineData("limit")]
    [InlineData("budget")]
    [InlineData("gone")]
    [InlineData("named")]
    [InlineData("unused")]
    public async Task Org_ThatIsLeftAlone_IsNotAsked(string why)
    {
        await using var server = await ServerAsync(200, Answer);
        var row = Authorized(server.Url);
        var connection = why == "unused" ? null : _fixture.AddConnection(_fixture.AddInbox(), row);
        await _fixture.Store.WriteAsync(
            async (db, token) =>
            {
                var authorization = await db.Authorizations.SingleAsync(token);
                (authorization.GoneAt, authorization.Username) = (why == "gone" ? _time.GetUtcNow() : null, why == "named" ? "mori" : null);
                if (connection is not null)
                {
                    var stored = await db.Connections.SingleAsync(token);
                    (stored.PausedAt, stored.LimitSince, stored.BudgetSince) = (At("paused"), At("limit"), At("budget"));
                }
            },
            default);

        await _users.RunAsync(default);

        Assert.Empty(server.Requests);

        DateTimeOffset? At(string state) => why == state ? _time.GetUtcNow() : null;
    }

    [Theory]
    [InlineData(403, "Bad_OAuth_Token")]
    [InlineData(401, "")]
    [InlineData(200, "<html>")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"organization_id":"00D000000000001AAA","user_id":"005000000000002AAA","preferred_username":"another"}""")]
    public async Task Answer_ThatTellsNothing_ChangesNothing_AndIsAskedAgainWithTheNextTokenOrHoursLater(int status, string body)
    {
        await using var server = await ServerAsync(status, body);
        var row = Authorized(server.Url);
        _fixture.AddConnection(_fixture.AddInbox(), row);

        await RunAndCountAsync(1);
        await RunAndCountAsync(1);
        _time.Advance(NameUsers.AskAgain);
        await RunAndCountAsync(2);
        await _fixture.Get<IAuthorizationStore>().SaveTokensAsync(row.Id, 0, new NewTokens("r", "next", server.Url, "00D000000000001AAA", "005000000000001AAA"), default);
        server.Answer = (context, _) => context.Response.WriteAsync(Answer);
        await RunAndCountAsync(3);

        Assert.Equal("mori@minatodo.example", Row(row.Id).Username);
        Assert.Equal("Bearer next", server.Requests.Last().Authorization);

        async Task RunAndCountAsync(int asked)
        {
            await _users.RunAsync(default);
            Assert.Equal(asked, server.Requests.Count);
            Assert.All(server.Requests, r => Assert.Equal(("GET", "/services/oauth2/userinfo"), (r.Method, r.Path)));
            Assert.Equal((asked < 3, null), (Row(row.Id).Username is null, Row(row.Id).GoneAt));
        }
    }

    private static async Task<ScriptedServer> ServerAsync(int status, string body)
    {
        var server = await ScriptedServer.StartAsync();
        server.Answer = (context, _) =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync(body);
        };
        return server;
    }

    private static async Task<string> CountedAsync(string loginUrl)
    {
        var url = new Uri(loginUrl);
        using var client = new HttpClient();
        var calls = await client.GetStringAsync(new Uri(url, $"/_control/orgs{url.AbsolutePath}/calls"));
        return System.Text.Json.JsonDocument.Parse(calls).RootElement.GetProperty("counted").ToString();
    }

    private Authorization Authorized(string instance)
    {
        var row = _fixture.Authorization(instance);
        (row.InstanceUrl, row.OrgId, row.UserId) = (instance, "00D000000000001AAA", "005000000000001AAA");
        row.AccessTokenProtected = _fixture.Get<ISecretBox>().Protect(SecretKind.AccessToken, "access");
        _fixture.Save(row);
        return row;
    }

    private Authorization Row(Guid id) => _fixture.Read(db => db.Authorizations.Single(a => a.Id == id));
}
