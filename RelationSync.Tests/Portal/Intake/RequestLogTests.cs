using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Components.Pages.Inboxes;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Storage;

namespace RelationSync.Tests.Portal.Intake;

public sealed class RequestLogTests : IAsyncLifetime, IDisposable
{
    private readonly IntakePortal _intake = new();

    public Task InitializeAsync() => _intake.StartAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _intake.Dispose();

    [Fact]
    public async Task Requests_AreLoggedByTheIdOfTheirAnswer()
    {
        var body = IntakePortal.Body(_intake.Sent("a"), "{\"id\":\"b\"}");
        var taken = await _intake.PostAsync(body);
        await _intake.PostAsync(body, "?dry_run=true");
        await _intake.StatusAsync("a");

        var log = await _intake.LogAsync();

        Assert.Equal([IntakeRequestKind.Status, IntakeRequestKind.DryRun, IntakeRequestKind.Operations], log.Select(r => r.Kind));
        var first = log[2];
        Assert.Equal(taken.Headers.GetValues("request-id").Single(), first.RequestId);
        Assert.Equal((202, System.Text.Encoding.UTF8.GetByteCount(body), 1, 1), (first.Status, first.Size, first.Accepted, first.Rejected));
        Assert.StartsWith("/operations/1/", first.Errors[0], StringComparison.Ordinal);
        var action = await _intake.Portal.Store.ReadAsync((db, token) => db.Actions.SingleAsync(token), default);
        Assert.Equal([action.Id], first.Actions);
        Assert.Empty(log[1].Actions);
    }

    [Fact]
    public async Task RefusedRequests_AreLoggedOnceAuthenticated()
    {
        await _intake.PostAsync("nonsense");
        await _intake.BearerAsync(BearerKey.Create(), "nonsense");

        var request = Assert.Single(await _intake.LogAsync());

        Assert.Equal(400, request.Status);
        Assert.Equal(["The body is not JSON."], request.Errors);
    }

    [Fact]
    public async Task Log_KeepsTheLast500OfAnInbox()
    {
        var buffer = _intake.Portal.Services.GetRequiredService<RequestLogBuffer>();
        for (var i = 0; i < 300; i++)
        {
            buffer.Add(Row(i));
        }

        await _intake.LogAsync();
        for (var i = 300; i < 700; i++)
        {
            buffer.Add(Row(i));
        }

        var log = await _intake.LogAsync();

        Assert.Equal(Enumerable.Range(200, 500).Reverse().Select(i => $"req_{i}"), log.Select(r => r.RequestId));
    }

    [Fact]
    public async Task Log_ForgetsAfterSevenDays()
    {
        await _intake.PostAsync(IntakePortal.Body(_intake.Sent("a")));
        await _intake.LogAsync();
        _intake.Portal.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromSeconds(1));

        await _intake.Portal.Services.GetRequiredService<RequestLog>().EraseAsync(default);

        Assert.Equal(0, await _intake.Portal.Store.ReadAsync((db, token) => db.IntakeRequests.CountAsync(token), default));
    }

    [Fact]
    public void CopyAsCurl_HasTheBodyInAFileAndNothingSecret()
    {
        var curl = CurlSample.Repeat(new Uri("https://sync.example/api/v1/inboxes/support/operations"), IntakeRequestKind.DryRun);

        Assert.Contains("--data @body.json", curl, StringComparison.Ordinal);
        Assert.Contains("?dry_run=true", curl, StringComparison.Ordinal);
        Assert.DoesNotContain("whsec_", curl, StringComparison.Ordinal);
        Assert.DoesNotContain("v1,", curl, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "/api/v1/inboxes/support/operations", HttpStatusCode.Unauthorized)]
    [InlineData("POST", "/api/v1/inboxes/nobody/operations", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("PUT", "/api/v1/inboxes/support/operations", HttpStatusCode.MethodNotAllowed)]
    [InlineData("GET", "/api/v1/inboxes/support", HttpStatusCode.NotFound)]
    public async Task EveryAnswer_HasARequestId(string method, string path, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        var response = await _intake.Portal.Browser().SendAsync(request);

        Assert.Equal(expected, response.StatusCode);
        Assert.StartsWith("req_", response.Headers.GetValues("request-id").Single(), StringComparison.Ordinal);
    }

    private IntakeRequestRow Row(int number) => new() { InboxId = _intake.Inbox.Id, At = _intake.Portal.Clock.GetUtcNow(), RequestId = $"req_{number}" };
}
