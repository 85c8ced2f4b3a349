using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Hosting;

namespace RelationSync.Tests.Portal.Intake;

public sealed class RejectedRequestTests : IDisposable
{
    private const string Nothing = "{\"operations\":[]}";
    private readonly string _secret = WebhookSecret.Create();
    private readonly PortalFactory _portal = new();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Refused_SameKind_IsOneRowWithItsCountAndAnExample()
    {
        var inbox = await _portal.AddInboxAsync("support", _secret);
        for (var i = 0; i < 3; i++)
        {
            await PostAsync(Nothing, secret: WebhookSecret.Create(), id: $"msg_{i}");
        }

        var group = Assert.Single(await GroupsAsync(inbox.Id));
        Assert.Equal((RejectionReason.Signature, 3L, "127.0.0.1", "msg_2"), (group.Reason, group.Count, group.Network, group.WebhookId));
    }

    [Fact]
    public async Task Refused_ClockOff_SaysByHowMuch()
    {
        var inbox = await _portal.AddInboxAsync("support", _secret);

        await PostAsync(Nothing, at: _portal.Clock.GetUtcNow().AddSeconds(-700));

        var group = Assert.Single(await GroupsAsync(inbox.Id));
        Assert.Equal((RejectionReason.Clock, -700L), (group.Reason, group.SecondsAhead));
    }

    [Fact]
    public async Task Refused_SecretBeforeTheRotation_IsToldFromAWrongOne()
    {
        var before = WebhookSecret.Create();
        var inbox = await _portal.AddInboxAsync("support", _secret, before, _portal.Clock.GetUtcNow().AddHours(-1));

        var response = await PostAsync(Nothing, secret: before);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal(RejectionReason.ExpiredSecret, Assert.Single(await GroupsAsync(inbox.Id)).Reason);
    }

    [Fact]
    public async Task Refused_InventedKeysAndIds_MakeNoRowsOfTheirOwnAndPutNoWordsOnPages()
    {
        await _portal.AddInboxAsync("support", _secret);
        for (var i = 0; i < 5; i++)
        {
            await PostAsync(Nothing, inbox: $"invented{i}", id: "call 0120 <now>");
        }

        await SaveAsync();
        var row = Assert.Single(await RowsAsync());
        Assert.Equal((RejectedRequestRow.NoInbox, 5L), (row.InboxId, row.Count));
        Assert.Null(row.WebhookId);
        Assert.Equal(5, await _portal.Services.GetRequiredService<ListRejectedRequests>().CountUnknownAsync(default));
    }

    [Fact]
    public async Task Rejected_Operations_AreCountedByTheirFaultWithoutTheirContent()
    {
        _portal.HasRealIntake = true;
        var inbox = await _portal.AddInboxAsync("support", _secret);
        var operations = Enumerable.Range(0, 3).Select(i => $$"""
            {"id":"op{{i}}","type":"message.sent","channel":"mail","activity_id":"a","occurred_at":"2026-01-01T00:00:00Z","operator":{"email":"sato@example.com"},
             "data":{"subject":"極秘","body":"極秘","to":["ok@example.com",{{i}}]} }
            """);

        var response = await PostAsync($"{{\"operations\":[{string.Join(',', operations)}]}}");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var group = Assert.Single(await GroupsAsync(inbox.Id));
        Assert.Equal((RejectionReason.Rejected, "/data/to/*", 3L), (group.Reason, group.Pointer, group.Count));
        Assert.Equal(("op2", "message.sent", "msg_1", "127.0.0.1"), (group.OperationId, group.OperationType, group.WebhookId, group.Network));
        var row = Assert.Single(await RowsAsync());
        Assert.DoesNotContain("極秘", string.Join(' ', row.Message, row.Pointer, row.OperationId, row.WebhookId), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rate_AndForm_HaveTheirReasons()
    {
        _portal.Settings["Intake:OperationsPerMinute"] = "1";
        var inbox = await _portal.AddInboxAsync("support", _secret);

        await PostAsync("nonsense");
        await PostAsync(Nothing);

        Assert.Equal([RejectionReason.NotJson, RejectionReason.Rate], (await GroupsAsync(inbox.Id)).Select(g => g.Reason).OrderDescending());
    }

    [Fact]
    public async Task Erase_AfterThirtyDays_ForgetsAndKeepsTheRest()
    {
        var inbox = await _portal.AddInboxAsync("support", _secret);
        await PostAsync(Nothing, secret: WebhookSecret.Create());
        await SaveAsync();
        Pass(TimeSpan.FromDays(29));
        await PostAsync(Nothing, secret: WebhookSecret.Create());
        await SaveAsync();
        Pass(TimeSpan.FromDays(2));

        Assert.Equal(1, Assert.Single(await GroupsAsync(inbox.Id)).Count);
        await _portal.Services.GetRequiredService<RejectedRequestLog>().EraseAsync(default);
        Assert.Single(await RowsAsync());
    }

    private async Task<IReadOnlyList<RejectedRequestGroup>> GroupsAsync(long inboxId)
    {
        await SaveAsync();
        return await _portal.Services.GetRequiredService<ListRejectedRequests>().RunAsync(inboxId, default);
    }

    // Time passes without a month of timers.
    private void Pass(TimeSpan time) => _portal.Clock.AdjustTime(_portal.Clock.GetUtcNow() + time);

    private Task SaveAsync() => _portal.Services.GetRequiredService<RejectedRequestLog>().SaveAsync(default);

    private Task<List<RejectedRequestRow>> RowsAsync() => _portal.Store.ReadAsync((db, token) => db.IntakeRefusals.ToListAsync(token), default);

    private async Task<HttpResponseMessage> PostAsync(string body, string inbox = "support", string? secret = null, DateTimeOffset? at = null, string id = "msg_1")
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var sentAt = at ?? _portal.Clock.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/inboxes/{inbox}/operations") { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/json");
        request.Headers.Add("webhook-id", id);
        request.Headers.Add("webhook-timestamp", sentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", StandardWebhookSignature.Sign(secret ?? _secret, id, sentAt, bytes));
        return await _portal.Browser().SendAsync(request);
    }
}
