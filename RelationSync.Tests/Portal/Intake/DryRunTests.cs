using System.Net;
using Microsoft.EntityFrameworkCore;

namespace RelationSync.Tests.Portal.Intake;

public sealed class DryRunTests : IAsyncLifetime, IDisposable
{
    private readonly IntakePortal _intake = new();

    public Task InitializeAsync() => _intake.StartAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _intake.Dispose();

    [Fact]
    public async Task Mail_AnswersLikeTheRealOneWithItsEvent()
    {
        var response = await _intake.PostAsync(IntakePortal.Body(_intake.Sent("a"), "{\"id\":\"b\"}"), "?dry_run=true");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        var answer = await IntakePortal.JsonAsync(response);
        Assert.Equal(["accepted", "rejected"], answer.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("status").GetString()));
        var foreseen = Assert.Single(answer.GetProperty("events").EnumerateArray());
        Assert.Equal("m-1", foreseen.GetProperty("activity_id").GetString());
        Assert.Equal("ready", foreseen.GetProperty("status").GetString());
        Assert.Contains("お見積りの件", foreseen.GetProperty("Subject").GetString(), StringComparison.Ordinal);
        Assert.Equal("メール", foreseen.GetProperty("Type").GetString());
        Assert.Equal("お世話になっております。", foreseen.GetProperty("Description").GetString());
        Assert.Equal(_intake.Portal.Clock.GetUtcNow(), foreseen.GetProperty("EndDateTime").GetDateTimeOffset());
        Assert.Equal("sato@example.com", foreseen.GetProperty("operator").GetProperty("email").GetString());
        Assert.Equal(["tsubasa.ono@mihon.example"], foreseen.GetProperty("keys").EnumerateArray().Select(k => k.GetString()));
        Assert.DoesNotContain(foreseen.EnumerateObject(), p => p.Name is "Id" or "OwnerId" or "WhoId" or "WhatId");
    }

    [Fact]
    public async Task DryRun_LeavesNothingBehind()
    {
        var before = await RowsAsync();

        await _intake.PostAsync(IntakePortal.Body(_intake.Sent("a")), "?dry_run=true");

        Assert.Equal(before, await RowsAsync());
        // Nor is its id remembered.
        var real = await IntakePortal.JsonAsync(await _intake.PostAsync(IntakePortal.Body(_intake.Sent("a"))));
        Assert.Equal("accepted", real.GetProperty("results")[0].GetProperty("status").GetString());
    }

    [Fact]
    public async Task KnownId_IsADuplicateHereToo()
    {
        await _intake.PostAsync(IntakePortal.Body(_intake.Sent("a")));

        var answer = await IntakePortal.JsonAsync(await _intake.PostAsync(IntakePortal.Body(_intake.Sent("a")), "?dry_run=true"));

        Assert.Equal("duplicate", answer.GetProperty("results")[0].GetProperty("status").GetString());
        Assert.Empty(answer.GetProperty("events").EnumerateArray());
    }

    [Fact]
    public async Task Cancel_OfWhatIsStored_IsForeseen()
    {
        await _intake.PostAsync(IntakePortal.Body(_intake.Sent("a")));
        var cancel = $$"""{"id":"c","type":"message.send_cancelled","channel":"mail","activity_id":"m-1","occurred_at":"{{_intake.Portal.Clock.GetUtcNow().AddSeconds(5):O}}","data":{} }""";

        var answer = await IntakePortal.JsonAsync(await _intake.PostAsync(IntakePortal.Body(cancel), "?dry_run=true"));

        Assert.Equal("cancelled", Assert.Single(answer.GetProperty("events").EnumerateArray()).GetProperty("status").GetString());
    }

    [Fact]
    public async Task HalfAChat_SaysThatTheRestIsMissing()
    {
        var opened = $$"""{"id":"o","type":"chat.opened","channel":"line","activity_id":"c-1","occurred_at":"{{_intake.Portal.Clock.GetUtcNow():O}}","data":{} }""";

        var answer = await IntakePortal.JsonAsync(await _intake.PostAsync(IntakePortal.Body(opened), "?dry_run=true"));

        Assert.All(answer.GetProperty("events").EnumerateArray(), e => Assert.Equal("half", e.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task DryRun_CountsAgainstTheRate()
    {
        using var slow = new IntakePortal();
        slow.Portal.Settings["Intake:OperationsPerMinute"] = "1";
        await slow.StartAsync();

        Assert.Equal(HttpStatusCode.Accepted, (await slow.PostAsync(IntakePortal.Body(slow.Sent("a")), "?dry_run=true")).StatusCode);
        Assert.Equal(HttpStatusCode.TooManyRequests, (await slow.PostAsync(IntakePortal.Body(slow.Sent("b")))).StatusCode);
    }

    [Theory]
    [InlineData("yes")]
    [InlineData("")]
    [InlineData("1")]
    public async Task Misspelt_TakesNothing(string value)
    {
        var response = await _intake.PostAsync(IntakePortal.Body(_intake.Sent("a")), $"?dry_run={value}");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(0, (await RowsAsync()).Operations);
    }

    [Fact]
    public async Task False_IsARealRequest()
    {
        var answer = await IntakePortal.JsonAsync(await _intake.PostAsync(IntakePortal.Body(_intake.Sent("a")), "?dry_run=false"));

        Assert.False(answer.TryGetProperty("events", out _));
        Assert.Equal(1, (await RowsAsync()).Operations);
    }

    private Task<(int Operations, int Actions, int Minutes, DateTimeOffset? LastAt)> RowsAsync() => _intake.Portal.Store.ReadAsync(
        async (db, token) => (
            await db.Operations.CountAsync(token),
            await db.Actions.CountAsync(token),
            await db.IntakeMinutes.CountAsync(token),
            (await db.Inboxes.SingleAsync(token)).LastOperationAt),
        default);
}
