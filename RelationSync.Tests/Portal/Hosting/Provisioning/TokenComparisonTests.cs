using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Hosting.Provisioning;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Salesforce.Support;

namespace RelationSync.Tests.Portal.Hosting.Provisioning;

/// <summary>A provisioned connection's user and org stay what they are, whatever token the file has.</summary>
[Trait("Rule", "R-A2")]
public sealed class TokenComparisonTests : IAsyncLifetime, IDisposable
{
    private const string Mine = "005000000000001AAA";
    private readonly PortalFactory _portal = new() { RunsJobs = false };
    private readonly TestFile _file = new();
    private readonly ConcurrentQueue<string> _spent = new();
    private ScriptedServer _salesforce = null!;

    /// <summary>Whom a token stands for; null: it is refused.</summary>
    private Func<string, (string Org, string User)?> Whose { get; set; } = _ => ("00D000000000001AAA", Mine);

    private string Login => _salesforce.Url + "/acme";

    public async Task InitializeAsync()
    {
        _salesforce = await ScriptedServer.StartAsync();
        _salesforce.Answer = (context, request) =>
        {
            var token = request.Body.Split('&').Single(f => f.StartsWith("refresh_token=", StringComparison.Ordinal))["refresh_token=".Length..];
            _spent.Enqueue(token);
            return Whose(token) is var (org, user)
                ? context.JsonAsync($$"""{"access_token":"a","refresh_token":"{{token}}-rotated","instance_url":"{{Login}}","id":"{{Login}}/id/{{org}}/{{user}}"}""")
                : context.JsonAsync("""{"error":"invalid_grant","error_description":"expired access/refresh token"}""", 400);
        };
        _portal.Settings["Salesforce:AllowInsecureLoopback"] = "true";
        _file.Inbox("support").Connection("support", "both", token: "t1", loginUrl: Login);
        await ApplyAsync();
        await _portal.Store.WriteAsync(
            async (db, token) =>
            {
                var row = await db.Authorizations.SingleAsync(token);
                (row.OrgId, row.UserId) = ("00D000000000001AAA", Mine);
            },
            default);
    }

    public async Task DisposeAsync()
    {
        await _portal.DisposeAsync();
        await _salesforce.DisposeAsync();
    }

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Token_OfTheSameUser_CountsAndItsRotatedSuccessorIsStored()
    {
        _file.Connection("support", "both", token: "t2", loginUrl: Login);
        await ApplyAsync();
        await ApplyAsync();

        Assert.Equal(("t2-rotated", Mine), (await TokenAsync(), (await RowAsync()).UserId));
        Assert.Equal(["t2"], _spent);
    }

    [Theory]
    [InlineData("00D000000000001AAA", "005000000000002AAA")]
    [InlineData("00D000000000002AAA", Mine)]
    public async Task Token_OfAnotherUserOrOrg_StopsTheStartWithNothingChanged(string org, string user)
    {
        Whose = _ => (org, user);
        _file.User("a@example.com", "password-1", "Administrator").Connection("support", "both", token: "t2", loginUrl: Login);

        var refused = await Assert.ThrowsAsync<ProvisioningException>(ApplyAsync);

        Assert.Equal("/connections/0/salesforce/refresh_token", Assert.Single(refused.Faults).At);
        Assert.DoesNotContain("t2", refused.Message, StringComparison.Ordinal);
        Assert.Equal("t1", await TokenAsync());
        Assert.False(await _portal.Store.ReadAsync((db, token) => db.Accounts.AnyAsync(token), default));
    }

    [Fact]
    public async Task LoginHost_OfAnotherOrg_StopsTheStart()
    {
        Whose = _ => null;
        _file.Connection("support", "both", token: "t1", loginUrl: _salesforce.Url + "/other");

        var refused = await Assert.ThrowsAsync<ProvisioningException>(ApplyAsync);

        Assert.Equal("/connections/0/salesforce/login_url", Assert.Single(refused.Faults).At);
        Assert.Equal(Login, (await RowAsync()).LoginUrl);
    }

    [Fact]
    public async Task LoginHost_OfTheSameOrg_IsFollowed()
    {
        _file.Connection("support", "both", token: "t1", loginUrl: _salesforce.Url + "/mydomain");

        await ApplyAsync();

        Assert.Equal((_salesforce.Url + "/mydomain", "t1-rotated"), ((await RowAsync()).LoginUrl, await TokenAsync()));
    }

    [Fact]
    public async Task Token_ThatIsRefused_CountsAsTheFileSays()
    {
        Whose = _ => null;
        _file.Connection("support", "both", token: "t2", loginUrl: Login);

        await ApplyAsync();

        var row = await RowAsync();
        Assert.Equal(("t2", Mine, null), (await TokenAsync(), row.UserId, row.AccessTokenProtected));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Token_NoAnswerAtTheStart_FormerStaysInUseAndItIsComparedLater(bool same)
    {
        var answer = _salesforce.Answer;
        _salesforce.Answer = (context, _) => context.HtmlAsync(503);
        _file.Connection("support", "both", token: "t2", loginUrl: Login);
        await ApplyAsync();
        Assert.Equal("t1", await TokenAsync());

        _salesforce.Answer = answer;
        Whose = _ => ("00D000000000001AAA", same ? Mine : "005000000000002AAA");
        var comparison = _portal.Services.GetRequiredService<TokenComparison>();
        Assert.True(await comparison.RepeatAsync());
        Assert.True(await comparison.RepeatAsync());

        Assert.Equal(same ? "t2-rotated" : "t1", await TokenAsync());
        var log = await _portal.Store.ReadAsync((db, token) => db.LogEntries.ToListAsync(token), default);
        Assert.Equal(
            same ? [] : [(LogSeverity.Error, OwnCodes.ProvisionedTokenForeign)],
            log.Select(e => (e.Severity, e.Code)));
    }

    [Fact]
    public async Task Token_ThatAnotherEntryHasUsed_IsNotSpentAgain()
    {
        _file.Inbox("b").Connection("b", "both", token: "t2", loginUrl: Login);
        await ApplyAsync();
        _file.Connection("b", "both", token: "t1", loginUrl: Login);
        await _portal.Store.WriteAsync(
            (db, token) => db.Authorizations.ExecuteUpdateAsync(s => s.SetProperty(a => a.OrgId, "00D000000000001AAA").SetProperty(a => a.UserId, Mine), token), default);

        await ApplyAsync();

        Assert.Empty(_spent);
        Assert.Equal(1, await _portal.Store.ReadAsync((db, token) => db.Authorizations.CountAsync(token), default));
    }

    private Task ApplyAsync() => _portal.Services.GetRequiredService<Provisioner>().ApplyAsync(_file.ToJson(), default);

    private Task<Authorization> RowAsync() => _portal.Store.ReadAsync((db, token) => db.Authorizations.SingleAsync(token), default);

    private async Task<string> TokenAsync() =>
        _portal.Services.GetRequiredService<ISecretBox>().Unprotect(SecretKind.RefreshToken, (await RowAsync()).RefreshTokenProtected);
}
