namespace RelationSync.Tests.Simulator.Relation;

/// <summary>60 requests a minute of Re:lation's clock.</summary>
public sealed class RelationLimitTests
{
    [Fact]
    public async Task SixtyFirstRequest_OfAMinute_IsRefused_TheNextMinuteBeginsAnew()
    {
        using SimulatedTenant tenant = new();
        var first = await tenant.GetAsync("message_boxes");
        for (var i = 1; i < 59; i++)
        {
            await tenant.GetAsync("message_boxes");
        }

        var last = await tenant.GetAsync("nowhere");
        var over = await tenant.GetAsync("message_boxes");
        tenant.Advance(60);
        var anew = await tenant.GetAsync("message_boxes");

        Assert.Equal(("60", "59"), (first.Header("X-RateLimit-Limit"), first.Header("X-RateLimit-Remaining")));
        Assert.Equal($"{tenant.Time.GetUtcNow().ToUnixTimeSeconds()}", first.Header("X-RateLimit-Reset"));
        Assert.Equal((404, "0"), (last.Status, last.Header("X-RateLimit-Remaining")));
        Assert.Equal((403, "0", null), (over.Status, over.Header("X-RateLimit-Remaining"), over.Header("Retry-After")));
        Assert.NotEmpty((string)over.Json["message"]!);
        Assert.Equal((200, "59"), (anew.Status, anew.Header("X-RateLimit-Remaining")));
        Assert.Equal((61, 1), (tenant.State.Calls.Counted, tenant.State.Calls.OverLimit));
    }

    [Fact]
    public async Task OtherPrograms_TakeTheirShare_SpreadOverTheMinute()
    {
        using SimulatedTenant tenant = new(new { others_per_minute = 30 });

        var atOnce = await tenant.GetAsync("message_boxes");
        tenant.Advance(30);
        var halfway = await tenant.GetAsync("message_boxes");
        tenant.Advance(29);
        for (var i = 0; i < 28; i++)
        {
            Assert.Equal(200, (await tenant.GetAsync("message_boxes")).Status);
        }

        await tenant.GetAsync("message_boxes");
        var over = await tenant.GetAsync("message_boxes");

        Assert.Equal(("59", "43", 403), (atOnce.Header("X-RateLimit-Remaining"), halfway.Header("X-RateLimit-Remaining"), over.Status));
    }

    [Fact]
    public async Task Skew_MovesRelationsClock_InHeadersAndTimes()
    {
        using SimulatedTenant tenant = new(new { skew_ms = 90_000 });
        var sent = tenant.Do("send");

        var answer = await tenant.GetAsync($"1/tickets/{sent.Ticket}");

        Assert.Equal("Mon, 01 Jun 2026 01:01:30 GMT", answer.Header("Date"));
        Assert.Equal("2026-06-01T01:01:30Z", (string)answer.Json["created_at"]!);
        Assert.Equal($"{new DateTimeOffset(2026, 6, 1, 1, 2, 0, TimeSpan.Zero).ToUnixTimeSeconds()}", answer.Header("X-RateLimit-Reset"));
    }

    [Fact]
    public async Task ManyAtOnce_AreCountedOnceEach()
    {
        using SimulatedTenant tenant = new();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => Task.Run(() => tenant.GetAsync("message_boxes"))));

        Assert.Equal((60, 140), (answers.Count(a => a.Status == 200), answers.Count(a => a.Status == 403)));
    }
}
