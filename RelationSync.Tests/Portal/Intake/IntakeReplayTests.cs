using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Foundation;
using RelationSync.Tests.Portal.Hosting;

namespace RelationSync.Tests.Portal.Intake;

/// <summary>A signed request that somebody has overheard, sent again in every way, against the real pipeline.</summary>
public sealed class IntakeReplayTests : IAsyncLifetime, IDisposable
{
    private readonly string _secret = WebhookSecret.Create();
    private readonly PortalFactory _portal = new() { HasRealIntake = true };
    private DateTimeOffset _at;

    private string Heard => Body("a");

    public async Task InitializeAsync()
    {
        var before = _portal.Clock.GetUtcNow().AddDays(-1);
        foreach (var key in new[] { "support", "sales" })
        {
            var inbox = await _portal.AddInboxAsync(key, key == "support" ? _secret : WebhookSecret.Create());
            await _portal.Store.WriteAsync((db, token) => db.Inboxes.Where(i => i.Id == inbox.Id).ExecuteUpdateAsync(s => s.SetProperty(i => i.SyncFrom, before), token), default);
        }

        _at = _portal.Clock.GetUtcNow();
        var (status, answer) = await SendAsync(Heard, Sign(Heard));
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Contains("\"accepted\"", answer, StringComparison.Ordinal);
        Assert.Equal(1, await OperationsAsync());
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Verbatim_WithinTheTolerance_IsARetryThatChangesNothing()
    {
        _portal.Clock.Advance(TimeSpan.FromSeconds(299));

        var (status, answer) = await SendAsync(Heard, Sign(Heard));

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Contains("\"duplicate\"", answer, StringComparison.Ordinal);
        Assert.Equal(1, await OperationsAsync());
    }

    [Fact]
    public async Task Verbatim_AfterTheTolerance_IsRefused()
    {
        _portal.Clock.Advance(TimeSpan.FromSeconds(301));

        await IsRefusedAsync(SendAsync(Heard, Sign(Heard)));
    }

    [Fact]
    public async Task NewTimestamp_UnderTheOldSignature_IsRefused()
    {
        _portal.Clock.Advance(TimeSpan.FromSeconds(301));

        await IsRefusedAsync(SendAsync(Heard, Sign(Heard), at: _portal.Clock.GetUtcNow()));
    }

    [Theory]
    [InlineData("msg_2")]
    [InlineData("MSG_1")]
    [InlineData("msg_1 ")]
    [InlineData("msg_1.1")]
    public async Task NewId_UnderTheOldSignature_IsRefused(string id)
    {
        // A space at the end is no part of a header's value, so that one is the very same request.
        var (status, answer) = await SendAsync(Heard, Sign(Heard), id: id);

        Assert.True(status is HttpStatusCode.Unauthorized || (id == "msg_1 " && answer.Contains("duplicate", StringComparison.Ordinal)), answer);
        Assert.Equal(1, await OperationsAsync());
    }

    [Theory]
    [InlineData("b", "")]
    [InlineData("a", " ")]
    [InlineData("a", "\n")]
    public async Task OtherBody_UnderTheOldSignature_IsRefused(string operation, string end) =>
        await IsRefusedAsync(SendAsync(Body(operation) + end, Sign(Heard)));

    [Fact]
    public async Task BoundaryBetweenIdTimestampAndBodyMoved_IsRefused()
    {
        // "msg_1" + "." + "123" and "msg_1.1" + "." + "23" sign the same text; the moved timestamp is long past.
        var seconds = _at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

        await IsRefusedAsync(SendRawAsync(Heard, Sign(Heard), "msg_1." + seconds[..1], seconds[1..], "support"));
    }

    [Fact]
    public async Task ToAnotherInbox_UnderTheOldSignature_IsRefused() =>
        await IsRefusedAsync(SendAsync(Heard, Sign(Heard), inbox: "sales"));

    [Fact]
    public async Task SameIdSignedAnew_WithAnotherOperation_CountsTheNewOne()
    {
        // Its sender has the secret: a webhook-id that comes again is a retry, and what decides is each operation's id.
        var both = $"{Heard[..^2]},{Body("b")["{\"operations\":[".Length..]}";

        var (status, answer) = await SendAsync(both, Sign(both));

        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Matches("duplicate.*accepted", answer);
        Assert.Equal(2, await OperationsAsync());
    }

    [Fact]
    public async Task SameOperationSignedAnew_WithOtherWords_ChangesNothing()
    {
        var other = Heard.Replace("m-1", "m-2", StringComparison.Ordinal);

        var (_, answer) = await SendAsync(other, Sign(other));

        Assert.Contains("\"duplicate\"", answer, StringComparison.Ordinal);
        Assert.Equal("m-1", await _portal.Store.ReadAsync((db, token) => db.Actions.Select(a => a.ActivityId).SingleAsync(token), default));
    }

    private async Task IsRefusedAsync(Task<(HttpStatusCode Status, string Answer)> sent)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await sent).Status);
        Assert.Equal(1, await OperationsAsync());
    }

    private Task<int> OperationsAsync() => _portal.Store.ReadAsync((db, token) => db.Operations.CountAsync(token), default);

    private string Body(string id) =>
        $$$"""{"operations":[{"id":"{{{id}}}","type":"message.sent","channel":"mail","activity_id":"m-1","occurred_at":"{{{_at:yyyy-MM-ddTHH:mm:ssZ}}}","operator":{"email":"op@example.com"},"data":{"subject":"s","body":"b","to":["c@example.com"]}}]}""";

    private string Sign(string body) => StandardWebhookSignature.Sign(_secret, "msg_1", _at, Encoding.UTF8.GetBytes(body));

    private Task<(HttpStatusCode Status, string Answer)> SendAsync(
        string body, string signature, string id = "msg_1", DateTimeOffset? at = null, string inbox = "support") =>
        SendRawAsync(body, signature, id, (at ?? _at).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), inbox);

    private async Task<(HttpStatusCode Status, string Answer)> SendRawAsync(string body, string signature, string id, string timestamp, string inbox)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/inboxes/{inbox}/operations");
        request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        request.Headers.TryAddWithoutValidation("webhook-id", id);
        request.Headers.Add("webhook-timestamp", timestamp);
        request.Headers.Add("webhook-signature", signature);
        using var response = await _portal.Browser().SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }
}
