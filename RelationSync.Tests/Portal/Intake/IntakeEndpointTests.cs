using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Foundation;
using RelationSync.Tests.Portal.Hosting;

namespace RelationSync.Tests.Portal.Intake;

public sealed class IntakeEndpointTests : IDisposable
{
    private const int MaxBytes = 5 * 1024 * 1024;

    private readonly string _secret = WebhookSecret.Create();
    private readonly PortalFactory _portal = new();

    public void Dispose() => _portal.Dispose();

    [Fact]
    public async Task Post_GoodAndBad_AnswersInOrder()
    {
        await _portal.AddInboxAsync("support", _secret);

        var response = await PostAsync(Operations(Operation("a"), "{\"id\":\"b\"}", Operation("a"), "7"));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var results = (await JsonAsync(response)).GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["accepted", "rejected", "duplicate", "rejected"], results.Select(r => r.GetProperty("status").GetString()));
        Assert.Equal(["a", "b", "a", null], results.Select(r => r.GetProperty("id").GetString()));
        Assert.Contains(results[1].GetProperty("errors").EnumerateArray(), e => e.GetProperty("pointer").GetString() == "/type");
        Assert.Equal(Operation("a"), _portal.Intake.Payloads[0]);
    }

    [Fact]
    [Trait("Rule", "R-P1")]
    public async Task Post_WhatTheInboxRefuses_IsRejectedAtItsPlace()
    {
        await _portal.AddInboxAsync("support", _secret);
        _portal.Intake.Judge = o => o.Id == "b" ? IntakeVerdict.Reject(new OperationFault("/relation_message_id", "is required")) : null;

        var response = await PostAsync(Operations("7", Operation("a"), Operation("b")));

        var results = (await JsonAsync(response)).GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(["rejected", "accepted", "rejected"], results.Select(r => r.GetProperty("status").GetString()));
        Assert.Equal("/relation_message_id", Assert.Single(results[2].GetProperty("errors").EnumerateArray()).GetProperty("pointer").GetString());
    }

    [Fact]
    public async Task Post_ByteOrderMark_IsSignedWithItAndReadWithoutIt()
    {
        await _portal.AddInboxAsync("support", _secret);

        var response = await PostAsync("\ufeff" + Operations(Operation("a")));

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(Operation("a"), Assert.Single(_portal.Intake.Payloads));
    }

    [Fact]
    public async Task Post_NoOperations_IsAccepted()
    {
        await _portal.AddInboxAsync("support", _secret);

        var response = await PostAsync("{\"operations\":[]}");

        Assert.Equal("{\"results\":[]}", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Post_UnknownInboxOrWrongSignature_SameAnswer()
    {
        await _portal.AddInboxAsync("support", _secret);

        var unknown = await PostAsync(Operations(), inbox: "nobody");
        var wrong = await PostAsync(Operations(), secret: WebhookSecret.Create());
        var missing = await PostAsync(Operations(), signature: null);

        Assert.All([unknown, wrong, missing], r => Assert.Equal(HttpStatusCode.Unauthorized, r.StatusCode));
        var bodies = await Task.WhenAll(new[] { unknown, wrong, missing }.Select(r => r.Content.ReadAsStringAsync()));
        Assert.Single(bodies.Distinct());
        Assert.Equal("application/problem+json", unknown.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData(-301, HttpStatusCode.Unauthorized)]
    [InlineData(-300, HttpStatusCode.Accepted)]
    [InlineData(300, HttpStatusCode.Accepted)]
    [InlineData(301, HttpStatusCode.Unauthorized)]
    public async Task Post_ClockOff_Tolerates300Seconds(int seconds, HttpStatusCode status)
    {
        await _portal.AddInboxAsync("support", _secret);

        Assert.Equal(status, (await PostAsync(Operations(), at: _portal.Clock.GetUtcNow().AddSeconds(seconds))).StatusCode);
    }

    [Fact]
    public async Task Post_SecretBefore_WorksUntilItsEnd()
    {
        var before = WebhookSecret.Create();
        await _portal.AddInboxAsync("support", _secret, before, _portal.Clock.GetUtcNow().AddHours(1));

        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(Operations(), secret: before)).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(Operations())).StatusCode);
        _portal.Clock.Advance(TimeSpan.FromHours(1));
        Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(Operations(), secret: before)).StatusCode);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(Operations())).StatusCode);
    }

    [Theory]
    [InlineData(MaxBytes, false, HttpStatusCode.Accepted)]
    [InlineData(MaxBytes + 1, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(MaxBytes, true, HttpStatusCode.Accepted)]
    [InlineData(MaxBytes + 1, true, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(2 * MaxBytes, false, HttpStatusCode.RequestEntityTooLarge)]
    [InlineData(2 * MaxBytes, true, HttpStatusCode.RequestEntityTooLarge)]
    public async Task Post_Size_AtMost5MiB(int bytes, bool chunked, HttpStatusCode status)
    {
        await _portal.AddInboxAsync("support", _secret);
        const string Frame = "{\"operations\":[],\"x\":\"\"}";

        var response = await PostAsync(Frame.Insert(Frame.Length - 2, new string('x', bytes - Frame.Length)), chunked: chunked);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task Post_TooManyOperations_Is413()
    {
        await _portal.AddInboxAsync("support", _secret);

        var response = await PostAsync(Operations([.. Enumerable.Repeat("{}", 1001)]));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("{}")]
    [InlineData("{\"operations\":[{\"id\":\"a\",\"id\":\"b\"}]}")]
    public async Task Post_NotTheForm_Is400(string body)
    {
        await _portal.AddInboxAsync("support", _secret);

        var response = await PostAsync(body);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType!.MediaType);
    }

    [Theory]
    [InlineData("text/plain", null)]
    [InlineData(null, null)]
    [InlineData("application/json; charset=shift_jis", null)]
    [InlineData("application/json", "gzip")]
    public async Task Post_NotPlainJson_Is415(string? type, string? encoding)
    {
        await _portal.AddInboxAsync("support", _secret);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PostAsync(Operations(), type: type, encoding: encoding)).StatusCode);
    }

    [Fact]
    public async Task Post_OverTheRate_WaitsAndOnlySignedOnesCount()
    {
        _portal.Settings["Intake:OperationsPerMinute"] = "2";
        await _portal.AddInboxAsync("support", _secret);
        for (var i = 0; i < 5; i++)
        {
            await PostAsync(Operations(Operation("x")), secret: WebhookSecret.Create());
        }

        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(Operations(Operation("a"), Operation("b")))).StatusCode);
        var refused = await PostAsync(Operations(Operation("c")));
        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        _portal.Clock.Advance(refused.Headers.RetryAfter!.Delta!.Value);
        Assert.Equal(HttpStatusCode.Accepted, (await PostAsync(Operations(Operation("c")))).StatusCode);
    }

    [Theory]
    [InlineData(13)]
    [InlineData(8)]
    [InlineData(5)]
    [InlineData(10)]
    public async Task Post_StoreUnwritable_Is503WithRetryAfter(int code)
    {
        await _portal.AddInboxAsync("support", _secret);
        _portal.Intake.Failure = new InvalidOperationException("outer", new SqliteException("database or disk is full", code));

        var response = await PostAsync(Operations(Operation("a")));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.NotNull(response.Headers.RetryAfter);
    }

    [Fact]
    public async Task Post_Bug_Is500WithoutTrace()
    {
        await _portal.AddInboxAsync("support", _secret);
        _portal.Intake.Failure = new InvalidOperationException("secret detail");

        var response = await PostAsync(Operations(Operation("a")));
        var body = await response.Content.ReadAsStringAsync();

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.DoesNotContain("secret detail", body, StringComparison.Ordinal);
        Assert.DoesNotContain(" at ", body, StringComparison.Ordinal);
        Assert.StartsWith("req_", response.Headers.GetValues("request-id").Single(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Post_OverTheRate_SaysHowLongToRepeat()
    {
        _portal.Settings["Intake:OperationsPerMinute"] = "1";
        await _portal.AddInboxAsync("support", _secret);
        await PostAsync(Operations(Operation("a")));

        var problem = await JsonAsync(await PostAsync(Operations(Operation("b"))));

        Assert.Contains("three days", problem.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.EndsWith("/developers#problem-rate-exceeded", problem.GetProperty("type").GetString(), StringComparison.Ordinal);
    }

    internal static string Operation(string id) =>
        $$"""{"id":"{{id}}","type":"message.send_cancelled","channel":"mail","activity_id":"m1","occurred_at":"2026-01-01T00:00:00+09:00","data":{} }""";

    private static string Operations(params string[] operations) => $"{{\"operations\":[{string.Join(',', operations)}]}}";

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage response) => JsonElement.Parse(await response.Content.ReadAsStringAsync());

    private async Task<HttpResponseMessage> PostAsync(
        string body,
        string inbox = "support",
        string? secret = null,
        DateTimeOffset? at = null,
        string? signature = "",
        string? type = "application/json",
        string? encoding = null,
        bool chunked = false)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        var sentAt = at ?? _portal.Clock.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/inboxes/{inbox}/operations");
        request.Content = chunked ? new StreamContent(new UnknownLength(bytes)) : new ByteArrayContent(bytes);
        request.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        if (encoding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }

        request.Headers.Add("webhook-id", "msg_1");
        request.Headers.Add("webhook-timestamp", sentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        if (signature is not null)
        {
            request.Headers.Add("webhook-signature", StandardWebhookSignature.Sign(secret ?? _secret, "msg_1", sentAt, bytes));
        }

        return await _portal.Browser().SendAsync(request);
    }

    private sealed class UnknownLength(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
