using Microsoft.Extensions.Logging.Abstractions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Salesforce.Support;

namespace RelationSync.Tests.Portal.Salesforce.OAuth;

public sealed class AccessTokensTests : IAsyncLifetime
{
    private SalesforceFixture _fixture = null!;

    // Its waits pass at once; those of the transport keep their time.
    private AccessTokens Tokens => field ??= new(
        _fixture.Store, new ProcessLeases(), _fixture.Get<SalesforceOAuth>(), new ImmediateTime(), NullLogger<AccessTokens>.Instance);

    private string OrgUrl => _fixture.Server.Url + "/acme";

    public async Task InitializeAsync() => _fixture = await SalesforceFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task Renew_FiftyAtOnceWithRotation_AsksOnceAndStoresTheNewToken()
    {
        var id = _fixture.Store.Add(OrgUrl);
        _fixture.Server.Answer = async (context, _) =>
        {
            await Task.Delay(50);
            await context.TokenAsync(OrgUrl, "token-2", "refresh-2");
        };

        var tokens = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Tokens.RenewAsync(id, "token-1", CancellationToken.None)));

        Assert.All(tokens, t => Assert.Equal("token-2", t.Value));
        var request = Assert.Single(_fixture.Server.Requests);
        Assert.Contains("grant_type=refresh_token&refresh_token=refresh-1&client_id=client", request.Body, StringComparison.Ordinal);
        Assert.DoesNotContain("client_secret", request.Body, StringComparison.Ordinal);
        Assert.Equal(("refresh-2", "token-2", 2), (_fixture.Store[id].RefreshToken, _fixture.Store[id].AccessToken!, _fixture.Store[id].Version));
    }

    /// <summary>Another node's token was refused here while this one's renewal brings the very same.</summary>
    [Fact]
    public async Task Renew_JoinedOneThatBringsTheStaleToken_AsksAgain()
    {
        var id = _fixture.Store.Add(OrgUrl);
        var (asked, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        _fixture.Server.Answer = async (context, request) =>
        {
            var first = request.Body.Contains("refresh_token=refresh-1", StringComparison.Ordinal);
            if (first)
            {
                asked.SetResult();
                await answer.Task;
            }

            await context.TokenAsync(OrgUrl, first ? "token-2" : "token-3", first ? "refresh-2" : "refresh-3");
        };

        var before = Tokens.RenewAsync(id, "token-1", CancellationToken.None);
        await asked.Task.WaitAsync(TimeSpan.FromMinutes(1));
        var joining = Tokens.RenewAsync(id, "token-2", CancellationToken.None);
        answer.SetResult();

        Assert.Equal("token-2", (await before).Value);
        Assert.Equal("token-3", (await joining).Value);
        Assert.Equal(2, _fixture.Server.Requests.Count);
    }

    [Fact]
    public async Task Renew_AfterAnotherNodeHas_UsesItsToken()
    {
        var id = _fixture.Store.Add(OrgUrl, "token-of-other-node");

        var token = await Tokens.RenewAsync(id, "token-1", CancellationToken.None);

        Assert.Equal("token-of-other-node", token.Value);
        Assert.Empty(_fixture.Server.Requests);
    }

    [Fact]
    public async Task Renew_RefusedBecauseAnotherNodeWasFirst_UsesItsTokenAndIsNotGone()
    {
        var id = _fixture.Store.Add(OrgUrl);
        _fixture.Server.Answer = (context, _) =>
        {
            _fixture.Store[id] = _fixture.Store[id] with { AccessToken = "token-of-other-node", RefreshToken = "refresh-2", Version = 2 };
            return context.JsonAsync("""{"error":"invalid_grant","error_description":"expired access/refresh token"}""", 400);
        };

        Assert.Equal("token-of-other-node", (await Tokens.RenewAsync(id, "token-1", CancellationToken.None)).Value);
        Assert.Empty(_fixture.Store.Refused);
    }

    [Fact]
    public async Task Renew_CallerCancelled_GoesOnAndStores()
    {
        var id = _fixture.Store.Add(OrgUrl);
        using var stop = new CancellationTokenSource();
        var answer = new TaskCompletionSource();
        _fixture.Server.Answer = async (context, _) =>
        {
            await stop.CancelAsync();
            await answer.Task;
            await context.TokenAsync(OrgUrl, "token-2", "refresh-2");
        };

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Tokens.RenewAsync(id, "token-1", stop.Token));
        answer.SetResult();
        var token = await Tokens.RenewAsync(id, "token-1", CancellationToken.None);

        Assert.Equal(("token-2", "refresh-2"), (token.Value, _fixture.Store[id].RefreshToken));
        Assert.Single(_fixture.Server.Requests);
    }

    [Fact]
    public async Task Renew_StoreFailsForAMoment_DoesNotLoseTheRotatedToken()
    {
        var id = _fixture.Store.Add(OrgUrl);
        _fixture.Store.FailingSaves = 2;
        _fixture.Server.Answer = (context, _) => context.TokenAsync(OrgUrl, "token-2", "refresh-2");

        Assert.Equal("token-2", (await Tokens.RenewAsync(id, "token-1", CancellationToken.None)).Value);
        Assert.Equal("refresh-2", _fixture.Store[id].RefreshToken);
    }

    [Fact]
    public async Task Renew_StoreFailsForLong_KeepsTheTokenAndStoresItNextTime()
    {
        var id = _fixture.Store.Add(OrgUrl);
        _fixture.Store.FailingSaves = 5;
        _fixture.Server.Answer = (context, _) => context.TokenAsync(OrgUrl, "token-2", "refresh-2");

        var e = await Assert.ThrowsAsync<SalesforceException>(() => Tokens.RenewAsync(id, "token-1", CancellationToken.None));
        var token = await Tokens.RenewAsync(id, "token-1", CancellationToken.None);

        Assert.Equal((OwnCodes.TokenNotStored, FailureClass.TransientCall), (e.Failure.Code, e.Failure.Class));
        Assert.Equal(("token-2", "refresh-2"), (token.Value, _fixture.Store[id].RefreshToken));
        Assert.Single(_fixture.Server.Requests);
    }

    [Theory]
    [InlineData("invalid_grant", FailureClass.AuthorizationGone, true)]
    [InlineData("inactive_user", FailureClass.AuthorizationGone, true)]
    [InlineData("inactive_org", FailureClass.AuthorizationGone, true)]
    [InlineData("invalid_client", FailureClass.Blocked, true)]
    [InlineData("invalid_app_access", FailureClass.Blocked, true)]
    [InlineData("something_new", FailureClass.AuthorizationGone, true)]
    [InlineData("unsupported_grant_type", FailureClass.Configuration, false)]
    [InlineData("rate_limit_exceeded", FailureClass.TransientCall, false)]
    public async Task Renew_Refused_IsNotedOnlyWhereItTellsOfTheAuthorization(string error, FailureClass expected, bool noted)
    {
        var id = _fixture.Store.Add(OrgUrl, accessToken: null);
        _fixture.Server.Answer = (context, _) => context.JsonAsync($$"""{"error":"{{error}}","error_description":"no"}""", 400);

        var e = await Assert.ThrowsAsync<SalesforceException>(() => Tokens.GetAsync(id, CancellationToken.None));

        Assert.Equal((expected, error), (e.Failure.Class, e.Failure.Code));
        Assert.Equal((noted ? 1 : 0, noted), (_fixture.Store.Refused.Count, e.Failure.IsNoted));
    }

    [Theory]
    [Trait("Rule", "R-A4")]
    [InlineData("token request is already being processed")]
    [InlineData("expired authorization code")]
    public async Task Renew_RefusedByAPassingAnswer_NeverCounts(string text)
    {
        var id = _fixture.Store.Add(OrgUrl, accessToken: null);
        _fixture.Server.Answer = (context, _) => context.JsonAsync($$"""{"error":"invalid_grant","error_description":"{{text}}"}""", 400);

        var e = await Assert.ThrowsAsync<SalesforceException>(() => Tokens.GetAsync(id, CancellationToken.None));

        Assert.Equal((FailureClass.TransientCall, "invalid_grant"), (e.Failure.Class, e.Failure.Code));
        Assert.Empty(_fixture.Store.Refused);
    }

    [Fact]
    [Trait("Rule", "R-A4")]
    public async Task Renew_ByTwoProcessesAtOnceWithRotation_UsesEachTokenOnce()
    {
        var id = _fixture.Store.Add(OrgUrl);
        var leases = new ProcessLeases();
        var spent = new System.Collections.Concurrent.ConcurrentBag<string>();
        _fixture.Server.Answer = async (context, request) =>
        {
            spent.Add(request.Body);
            await Task.Delay(30);
            await context.TokenAsync(OrgUrl, $"token-{spent.Count + 1}", $"refresh-{spent.Count + 1}");
        };

        var processes = Enumerable.Range(0, 2).Select(_ => new AccessTokens(
            _fixture.Store, leases, _fixture.Get<SalesforceOAuth>(), new ImmediateTime(), NullLogger<AccessTokens>.Instance)).ToList();
        var tokens = await Task.WhenAll(processes.Select(p => p.RenewAsync(id, "token-1", CancellationToken.None)));

        Assert.All(tokens, t => Assert.Equal("token-2", t.Value));
        Assert.Single(spent);
    }

    [Fact]
    [Trait("Rule", "R-A2")]
    public async Task Renew_TokenTurnsOutToBeAnothers_IsNotTaken()
    {
        var id = _fixture.Store.Add(OrgUrl);
        _fixture.Store[id] = _fixture.Store[id] with { UserId = "005000000000009AAA" };
        _fixture.Server.Answer = (context, _) => context.TokenAsync(OrgUrl, "token-2", "refresh-2");

        var e = await Assert.ThrowsAsync<SalesforceException>(() => Tokens.RenewAsync(id, "token-1", CancellationToken.None));

        Assert.Equal((OwnCodes.AnotherUser, FailureClass.AuthorizationGone), (e.Failure.Code, e.Failure.Class));
        Assert.Equal(("refresh-1", "005000000000009AAA"), (_fixture.Store[id].RefreshToken, _fixture.Store[id].UserId));
    }

    [Theory]
    [InlineData("html")]
    [InlineData("json")]
    [InlineData("drop")]
    [InlineData("garbage")]
    public async Task Renew_TokenEndpointInTrouble_IsTransient(string fault)
    {
        var id = _fixture.Store.Add(OrgUrl, accessToken: null);
        _fixture.Server.Answer = (context, _) => fault switch
        {
            "html" => context.HtmlAsync(503),
            "json" => context.JsonAsync("""{"error":"invalid_grant","error_description":"try later"}""", 503),
            "drop" => context.DropAsync(),
            _ => context.JsonAsync("""{"access_token":"x"}"""),
        };

        var e = await Assert.ThrowsAsync<SalesforceException>(() => Tokens.GetAsync(id, CancellationToken.None));

        Assert.Equal(FailureClass.TransientCall, e.Failure.Class);
        Assert.Empty(_fixture.Store.Refused);
    }

    [Fact]
    [Trait("Rule", "R-A5")]
    public async Task KeepAlive_WithAValidToken_StillUsesTheAuthorization()
    {
        var id = _fixture.Store.Add(OrgUrl, secret: "s3cret");
        _fixture.Server.Answer = (context, _) => context.TokenAsync(OrgUrl, "token-2");

        await Tokens.KeepAliveAsync(id, CancellationToken.None);

        Assert.Contains("client_secret=s3cret", Assert.Single(_fixture.Server.Requests).Body, StringComparison.Ordinal);
        Assert.Equal(("refresh-1", "token-2"), (_fixture.Store[id].RefreshToken, _fixture.Store[id].AccessToken));
    }

    [Fact]
    public async Task Get_NoSuchAuthorization_IsGone()
    {
        var e = await Assert.ThrowsAsync<SalesforceException>(() => Tokens.GetAsync(Guid.NewGuid(), CancellationToken.None));

        Assert.Equal((FailureClass.AuthorizationGone, OwnCodes.AuthorizationMissing), (e.Failure.Class, e.Failure.Code));
    }

    [Fact]
    public void Secrets_AsText_AreNotShown()
    {
        var id = _fixture.Store.Add(OrgUrl);

        Assert.DoesNotContain("-1", $"{_fixture.Store[id]} {new NewTokens("refresh-1", "token-1", "", "", "u")}".Replace(id.ToString(), "", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
