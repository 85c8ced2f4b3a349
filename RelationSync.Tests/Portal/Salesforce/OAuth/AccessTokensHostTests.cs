using Microsoft.Extensions.Logging.Abstractions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Salesforce.Support;

namespace RelationSync.Tests.Portal.Salesforce.OAuth;

/// <summary>Which hosts are asked for a token, and which are believed.</summary>
public sealed class AccessTokensHostTests : IAsyncLifetime
{
    private SalesforceFixture _fixture = null!;

    private AccessTokens Tokens => field ??= new(
        _fixture.Store, new ProcessLeases(), _fixture.Get<SalesforceOAuth>(), new ImmediateTime(), NullLogger<AccessTokens>.Instance);

    private string OrgUrl => _fixture.Server.Url + "/acme";

    public async Task InitializeAsync() => _fixture = await SalesforceFixture.StartAsync();

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Theory]
    [Trait("Rule", "R-A6")]
    [InlineData("redirect", true)]
    [InlineData("html_404", true)]
    [InlineData("app_not_found", true)]
    [InlineData("OAUTH_AUTHORIZATION_BLOCKED", true)]
    [InlineData("invalid_grant", false)]
    [InlineData("invalid_client", false)]
    [InlineData("503", false)]
    public async Task Renew_LoginHostRefusesOrIsGone_AsksTheOrgItself(string answer, bool asked)
    {
        var id = _fixture.Store.Add(_fixture.Server.Url + "/login");
        _fixture.Store[id] = _fixture.Store[id] with { InstanceUrl = OrgUrl };
        _fixture.Server.Answer = (context, request) =>
        {
            if (!request.Path.StartsWith("/login/", StringComparison.Ordinal))
            {
                return context.TokenAsync(OrgUrl, "token-2");
            }

            context.Response.Headers.Location = _fixture.Server.Url + "/evil/services/oauth2/token";
            return answer switch
            {
                "redirect" => context.HtmlAsync(302),
                "html_404" => context.HtmlAsync(404),
                "503" => context.HtmlAsync(503),
                _ => context.JsonAsync($$"""{"error":"{{answer}}","error_description":"no"}""", 400),
            };
        };

        if (asked)
        {
            Assert.Equal("token-2", (await Tokens.RenewAsync(id, "token-1", CancellationToken.None)).Value);
        }
        else
        {
            await Assert.ThrowsAsync<SalesforceException>(() => Tokens.RenewAsync(id, "token-1", CancellationToken.None));
        }

        Assert.Equal(asked ? 1 : 0, _fixture.Server.To("/acme/").Count());
        Assert.Empty(_fixture.Server.To("/evil"));
    }

    [Fact]
    public async Task Renew_InstanceElsewhere_IsRefused()
    {
        var id = _fixture.Store.Add(OrgUrl, accessToken: null);
        _fixture.Server.Answer = (context, _) => context.TokenAsync("https://salesforce.com.evil.example", "token-2");

        var e = await Assert.ThrowsAsync<SalesforceException>(() => Tokens.GetAsync(id, CancellationToken.None));

        Assert.Equal(OwnCodes.HostRefused, e.Failure.Code);
        Assert.Null(_fixture.Store[id].AccessToken);
    }
}
