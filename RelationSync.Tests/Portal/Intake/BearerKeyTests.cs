using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Intake;

public sealed class BearerKeyTests : IAsyncLifetime, IDisposable
{
    private readonly IntakePortal _intake = new();

    public Task InitializeAsync() => _intake.StartAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _intake.Dispose();

    [Fact]
    public async Task NoKeyCreated_EveryKeyIsRefusedLikeAWrongSignature()
    {
        var unsigned = await _intake.Portal.Browser().PostAsync(IntakePortal.Operations, new StringContent("{}", null, "application/json"));

        var response = await _intake.BearerAsync(BearerKey.Create(), IntakePortal.Body(_intake.Sent("a")));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(await unsigned.Content.ReadAsStringAsync(), await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Key_OpensPostDryRunAndStatus()
    {
        var key = await _intake.CreateKeyAsync();

        Assert.Equal(HttpStatusCode.Accepted, (await _intake.BearerAsync(key, IntakePortal.Body(_intake.Sent("a")), "?dry_run=true")).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await _intake.BearerAsync(key, IntakePortal.Body(_intake.Sent("a")))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await _intake.BearerAsync(key, query: "?id=a")).StatusCode);
        Assert.All(await _intake.LogAsync(), r => Assert.True(r.ByBearerKey));
    }

    [Fact]
    public async Task Key_IsStoredAsAHashAlone()
    {
        var key = await _intake.CreateKeyAsync();

        var row = await _intake.Portal.Store.ReadAsync((db, token) => db.InboxBearerKeys.SingleAsync(token), default);
        Assert.Equal(BearerKey.HashOf(key), row.Hash);
        Assert.Equal(key[^4..], row.Ending);
        Assert.Matches("^rsk_[A-Za-z0-9_-]{43}$", key);
        var audit = await _intake.Portal.Store.ReadAsync((db, token) => db.AuditEntries.SingleAsync(token), default);
        Assert.Equal(AuditAct.BearerKeyCreated, audit.Act);
        Assert.DoesNotContain(key, audit.DetailsJson!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TwoKeys_BothWorkAndThirdIsRefused()
    {
        var (first, second) = (await _intake.CreateKeyAsync(), await _intake.CreateKeyAsync());
        var user = _intake.Portal.Store.SignIn(AccountRole.Administrator, _intake.Portal.Clock);

        var third = await _intake.Portal.Services.GetRequiredService<CreateBearerKey>().RunAsync(user, _intake.Inbox.Id, default);

        Assert.Equal(CommandFault.TooManyKeys, third.Fault);
        Assert.Equal(HttpStatusCode.Accepted, (await _intake.BearerAsync(first, IntakePortal.Body(_intake.Sent("a")))).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await _intake.BearerAsync(second, IntakePortal.Body(_intake.Sent("b")))).StatusCode);
    }

    [Fact]
    public async Task Revoked_EndsAtOnceAndOnlyThatOne()
    {
        var (first, second) = (await _intake.CreateKeyAsync(), await _intake.CreateKeyAsync());
        var user = _intake.Portal.Store.SignIn(AccountRole.Administrator, _intake.Portal.Clock);
        var id = await _intake.Portal.Store.ReadAsync((db, token) => db.InboxBearerKeys.OrderBy(k => k.Id).Select(k => k.Id).FirstAsync(token), default);

        Assert.Null(await _intake.Portal.Services.GetRequiredService<RevokeBearerKey>().RunAsync(user, _intake.Inbox.Id, id, default));

        Assert.Equal(HttpStatusCode.Unauthorized, (await _intake.BearerAsync(first, IntakePortal.Body(_intake.Sent("a")))).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await _intake.BearerAsync(second, IntakePortal.Body(_intake.Sent("a")))).StatusCode);
    }

    [Theory]
    [InlineData("http", "192.0.2.7", HttpStatusCode.Unauthorized)]
    [InlineData("https", "192.0.2.7", HttpStatusCode.Accepted)]
    [InlineData("http", null, HttpStatusCode.Accepted)]
    public async Task Key_OverHttpsOrFromThisMachineOnly(string scheme, string? remote, HttpStatusCode expected)
    {
        var key = await _intake.CreateKeyAsync();

        var response = await _intake.BearerAsync(key, IntakePortal.Body(_intake.Sent("a")), remote: remote, scheme: scheme);

        Assert.Equal(expected, response.StatusCode);
    }

    [Fact]
    public async Task Key_InTheUrl_IsNoKey()
    {
        var key = await _intake.CreateKeyAsync();

        var response = await _intake.Portal.Browser().PostAsync(
            $"{IntakePortal.Operations}?access_token={key}", new StringContent(IntakePortal.Body(), null, "application/json"));

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task WrongKeys_AreSlowedDownByNetworkAndNobodyElse()
    {
        var key = await _intake.CreateKeyAsync();
        for (var i = 0; i < BearerThrottle.MostWrong; i++)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await WrongAsync("192.0.2.7")).StatusCode);
        }

        var slowed = await WrongAsync("192.0.2.7");

        Assert.Equal(HttpStatusCode.TooManyRequests, slowed.StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await WrongAsync("192.0.2.8")).StatusCode);
        // A sender behind the same address goes on.
        Assert.Equal(
            HttpStatusCode.Accepted, (await _intake.BearerAsync(key, IntakePortal.Body(_intake.Sent("a")), remote: "192.0.2.7", scheme: "https")).StatusCode);
        _intake.Portal.Clock.Advance(slowed.Headers.RetryAfter!.Delta!.Value);
        Assert.Equal(HttpStatusCode.Unauthorized, (await WrongAsync("192.0.2.7")).StatusCode);
    }

    private Task<HttpResponseMessage> WrongAsync(string remote) =>
        _intake.BearerAsync(BearerKey.Create(), IntakePortal.Body(), remote: remote, scheme: "https");
}
