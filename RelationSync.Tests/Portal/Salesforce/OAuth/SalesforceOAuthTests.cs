using System.Web;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Tests.Portal.Salesforce.Support;

namespace RelationSync.Tests.Portal.Salesforce.OAuth;

public sealed class SalesforceOAuthTests : IAsyncLifetime
{
    private static readonly SalesforceApp PublicApp = new("client id+1", null);

    private SalesforceFixture _fixture = null!;

    private SalesforceOAuth OAuth => _fixture.Get<SalesforceOAuth>();

    private SalesforceUrl Login => OAuth.Url(_fixture.Server.Url + "/acme");

    public async Task InitializeAsync() => _fixture = await SalesforceFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    // The pair of RFC 7636, appendix B.
    [Fact]
    public void Pkce_KnownVerifier_HasItsChallenge() =>
        Assert.Equal("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM", Pkce.Of("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk").Challenge);

    [Fact]
    public void Pkce_New_IsLongEnoughAndNeverTheSame()
    {
        var (first, second) = (Pkce.New(), Pkce.New());

        Assert.InRange(first.Verifier.Length, 43, 128);
        Assert.NotEqual(first.Verifier, second.Verifier);
        Assert.DoesNotContain(first.Verifier, first.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void AuthorizeUrl_Always_AsksForACodeWithProof()
    {
        var pkce = Pkce.New();

        var url = SalesforceOAuth.AuthorizeUrl(Login, PublicApp, "https://portal.example/oauth/salesforce/callback?x=1&y", "st&te", pkce, "ops@example.com");

        Assert.StartsWith($"{_fixture.Server.Url}/acme/services/oauth2/authorize?", url.AbsoluteUri, StringComparison.Ordinal);
        var query = HttpUtility.ParseQueryString(url.Query);
        Assert.Equal("code", query["response_type"]);
        Assert.Equal("client id+1", query["client_id"]);
        Assert.Equal("https://portal.example/oauth/salesforce/callback?x=1&y", query["redirect_uri"]);
        Assert.Equal("api refresh_token id", query["scope"]);
        Assert.Equal("st&te", query["state"]);
        Assert.Equal((pkce.Challenge, "S256"), (query["code_challenge"], query["code_challenge_method"]));
        Assert.Equal("ops@example.com", query["login_hint"]);
        Assert.Null(query["prompt"]);
    }

    [Theory]
    [InlineData(200, "INVALID_RESPONSE")]
    [InlineData(400, "HTTP_400")]
    public async Task Refresh_AnswerWithHalfASurrogatePairInAName_IsATypedFailure(int status, string code)
    {
        _fixture.Server.Answer = (context, _) => context.JsonAsync("""{"\ud800access_token":1,"\ud800errorCode":2,"\ud800error":3}""", status);

        var e = await Assert.ThrowsAsync<SalesforceException>(() => OAuth.RefreshAsync(Login, PublicApp, "refresh", CancellationToken.None));

        Assert.Equal(code, e.Failure.Code);
    }

    [Fact]
    public async Task Exchange_PublicApp_SendsTheVerifierAndNoSecret()
    {
        _fixture.Server.Answer = (context, _) => context.TokenAsync(Login.Value, "token-1", "refresh-1");

        var answer = await OAuth.ExchangeAsync(Login, PublicApp, "c+de", "https://portal.example/cb", Pkce.Of("v"), CancellationToken.None);

        Assert.Equal(new TokenAnswer("token-1", "refresh-1", Login, Answers.OrgId, Answers.UserId, "api refresh_token"), answer);
        var request = _fixture.Server.Requests.Single();
        Assert.Equal(("POST", "/acme/services/oauth2/token"), (request.Method, request.Path));
        Assert.Equal(
            "grant_type=authorization_code&code=c%2Bde&redirect_uri=https%3A%2F%2Fportal.example%2Fcb&code_verifier=v&client_id=client+id%2B1", request.Body);
    }

    [Fact]
    public async Task Exchange_ConfidentialApp_SendsItsSecret()
    {
        _fixture.Server.Answer = (context, _) => context.TokenAsync(Login.Value, "token-1", "refresh-1");

        await OAuth.ExchangeAsync(Login, PublicApp with { ClientSecret = "s&cret" }, "code", "https://portal.example/cb", Pkce.Of("v"), CancellationToken.None);

        Assert.EndsWith("&client_secret=s%26cret", _fixture.Server.Requests.Single().Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"access_token":"a b","instance_url":"{0}","id":"https://x/id/00D5g000004AbCdEAK/0055g000001AbCdAAK"}""")]
    [InlineData("""{"access_token":"a\r\nX: y","instance_url":"{0}","id":"https://x/id/00D5g000004AbCdEAK/0055g000001AbCdAAK"}""")]
    [InlineData("""{"access_token":"a","instance_url":"{0}","id":"https://x/id/00D/005"}""")]
    [InlineData("""{"access_token":"a","instance_url":"{0}"}""")]
    [InlineData("[]")]
    [InlineData("<html>")]
    public async Task Exchange_AnswerThatLacksSomething_IsRefusedWithoutShowingIt(string body)
    {
        _fixture.Server.Answer = (context, _) => context.JsonAsync(body.Replace("{0}", Login.Value, StringComparison.Ordinal));

        var e = await Assert.ThrowsAsync<SalesforceException>(
            () => OAuth.ExchangeAsync(Login, PublicApp, "code", "https://portal.example/cb", Pkce.Of("v"), CancellationToken.None));

        Assert.Equal((OwnCodes.InvalidResponse, FailureClass.TransientCall), (e.Failure.Code, e.Failure.Class));
    }

    [Fact]
    public async Task Identity_OfAToken_IsRead()
    {
        _fixture.Server.Answer = (context, _) => context.JsonAsync(
            $$"""{"sub":"x","organization_id":"{{Answers.OrgId}}","user_id":"{{Answers.UserId}}","preferred_username":"ops@example.com","email":"ops@example.com","name":"Ops"}""");

        var identity = await OAuth.IdentityAsync(Login, "token-1", CancellationToken.None);

        Assert.Equal(new SalesforceIdentity(Answers.OrgId, Answers.UserId, "ops@example.com", "ops@example.com", "Ops"), identity);
        Assert.Equal("Bearer token-1", _fixture.Server.Requests.Single().Authorization);
    }

    [Theory]
    [InlineData(200, "", null)]
    [InlineData(400, """{"error":"invalid_token","error_description":"gone"}""", null)]
    [InlineData(503, "", "HTTP_503")]
    public async Task Revoke_GoneAlready_CountsAsDone(int status, string body, string? code)
    {
        _fixture.Server.Answer = (context, _) => context.JsonAsync(body, status);

        var e = await Record.ExceptionAsync(() => OAuth.RevokeAsync(Login, "refresh-1", CancellationToken.None));

        Assert.Equal(code, (e as SalesforceException)?.Failure.Code);
        Assert.Equal("token=refresh-1", _fixture.Server.Requests.Single().Body);
    }
}
