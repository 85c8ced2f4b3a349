using System.Net;
using System.Web;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Tests.Portal.Salesforce.Support;

namespace RelationSync.Tests.Portal.Salesforce.Simulated;

public sealed class SimulatedSetupTests(SimulatedOrgs orgs) : IClassFixture<SimulatedOrgs>
{
    private static readonly string[] OwnTypes = ["Call", "会議"];
    private static readonly LookUpQuestion Question = new() { UserEmails = ["a@example.com"] };

    [Fact]
    public async Task Connect_WithProof_GivesTokensThatWork()
    {
        var org = await orgs.CreateAsync(new { name = "connect", rotation = true });
        var oauth = orgs.Get<SalesforceOAuth>();
        var login = oauth.Url($"{orgs.Url}/connect");
        var app = new SalesforceApp("client", null);
        var pkce = Pkce.New();
        var authorize = SalesforceOAuth.AuthorizeUrl(login, app, "http://127.0.0.1:5080/oauth/salesforce/callback", "state-1", pkce, "admin@connect.example");
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });

        using var redirect = await browser.GetAsync(authorize.AbsoluteUri + "&sim_auto=allow");
        var callback = HttpUtility.ParseQueryString(redirect.Headers.Location!.Query);
        var answer = await oauth.ExchangeAsync(login, app, callback["code"]!, "http://127.0.0.1:5080/oauth/salesforce/callback", pkce, CancellationToken.None);
        var identity = await oauth.IdentityAsync(answer.Instance, answer.AccessToken, CancellationToken.None);

        Assert.Equal(HttpStatusCode.Found, redirect.StatusCode);
        Assert.Equal("state-1", callback["state"]);
        Assert.Equal((org.AdminId, answer.OrgId), (identity.UserId, identity.OrgId));

        await oauth.RevokeAsync(login, answer.RefreshToken!, CancellationToken.None);
        var e = await Assert.ThrowsAsync<SalesforceException>(() => oauth.RefreshAsync(login, app, answer.RefreshToken!, CancellationToken.None));
        Assert.Equal(FailureClass.AuthorizationGone, e.Failure.Class);
    }

    [Fact]
    public async Task Token_RunOutUnderManyCallsWithRotation_IsRenewedOnceAndAllSucceed()
    {
        var org = await orgs.CreateAsync(new { name = "rotation", rotation = true, access_token_seconds = 60 });
        await org.Open().DescribeAsync(CancellationToken.None);
        var before = orgs.Store[org.Authorization];
        await orgs.DeleteAsync("orgs/rotation/calls");
        using var later = await orgs.PostAsync("clock", new { advance_seconds = 120 });

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => org.Open().LookUpAsync(Question, CancellationToken.None)));

        var calls = await orgs.GetAsync("orgs/rotation/calls");
        Assert.Single(calls.GetProperty("requests").EnumerateArray(), r => r.GetProperty("path").GetString()!.EndsWith("/token", StringComparison.Ordinal));
        Assert.NotEqual(before.RefreshToken, orgs.Store[org.Authorization].RefreshToken);
    }

    [Fact]
    [Trait("Rule", "R-A4")]
    public async Task Authorization_Revoked_IsGone()
    {
        var org = await orgs.CreateAsync(new { name = "revoked" });
        await org.Open().DescribeAsync(CancellationToken.None);
        using var answer = await orgs.PostAsync($"orgs/revoked/users/{org.AdminId}/revoke", new { });

        var e = await Assert.ThrowsAsync<SalesforceException>(() => org.Open().LookUpAsync(Question, CancellationToken.None));

        Assert.Equal(FailureClass.AuthorizationGone, e.Failure.Class);
        Assert.Contains(orgs.Store.Refused, f => f.Class == FailureClass.AuthorizationGone);
    }

    [Fact]
    [Trait("Rule", "R-L1")]
    public async Task DailyLimit_Reached_IsALimitAndNothingIsWritten()
    {
        var org = await orgs.CreateAsync(new { name = "limit" });
        await org.Open().DescribeAsync(CancellationToken.None);
        await org.BreakAsync(new { kind = "limit" });

        var outcome = Assert.Single(await org.Open().WriteAsync([Samples.Event(1) with { OwnerId = org.AdminId }], false, 200, CancellationToken.None));

        Assert.Equal((FailureClass.Limit, WriteCertainty.NotWritten, true), (outcome.Failure!.Class, outcome.Failure.Certainty, outcome.Failure.WholeCall));
        Assert.Empty(await org.EventsAsync());
    }

    [Fact]
    [Trait("Rule", "R-M5")]
    public async Task AddTypes_FromManyAtOnce_LosesNoneAndDescribesThem()
    {
        var org = await orgs.CreateAsync(new { name = "types", type_restricted = true, types = OwnTypes });
        string[] labels = ["メール", "SMS", "応対メモ", "通話メモ", "LINE"];

        var outcomes = await Task.WhenAll(labels.Select(l => org.Open().AddTypesAsync([l], CancellationToken.None)));

        Assert.All(outcomes, o => Assert.Null(o.Failure));
        var capabilities = await org.Open().DescribeAsync(CancellationToken.None);
        Assert.Equal(labels.Concat(OwnTypes).Order(), capabilities.Types.Order());
        Assert.True(capabilities.TypeRestricted);
    }

    [Fact]
    [Trait("Rule", "R-M5")]
    public async Task AddTypes_WithoutPermission_SaysSo()
    {
        var org = await orgs.CreateAsync(new { name = "types-denied", metadata_permission = false });

        var outcome = await org.Open().AddTypesAsync(["メール"], CancellationToken.None);

        Assert.Equal((FailureClass.Configuration, "INSUFFICIENT_ACCESS"), (outcome.Failure!.Class, outcome.Failure.Code));
    }

    [Fact]
    [Trait("Rule", "R-D1")]
    public async Task MarkerField_Created_CanBeUpsertedBy()
    {
        var org = await orgs.CreateAsync(new { name = "marker" });
        Assert.False((await org.Open().DescribeAsync(CancellationToken.None)).MarkerField);

        Assert.Null(await orgs.Get<IMarkerFields>().CreateAsync(org.Authorization, Guid.NewGuid(), CancellationToken.None));

        Assert.True((await org.Open().DescribeAsync(CancellationToken.None)).MarkerField);
        var record = Samples.Event(1) with { OwnerId = org.AdminId };
        var outcome = Assert.Single(await org.Open().WriteAsync([record], byMarker: true, 200, CancellationToken.None));
        var answer = await org.Open().LookUpAsync(new LookUpQuestion { Markers = [record.Marker] }, CancellationToken.None);
        Assert.Equal((outcome.EventId, record.Marker), (Assert.Single(answer.Events).Id, answer.Events[0].Marker!.Value));
    }
}
