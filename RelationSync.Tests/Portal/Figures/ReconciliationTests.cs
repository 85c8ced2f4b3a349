using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Channels;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Figures;

public sealed class ReconciliationTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    public void Dispose() => _sync.Dispose();

    [StoreFact]
    public async Task EveryAnswer_StandsInItsPlace_AndAddsUp()
    {
        await _sync.SendMailAsync("m1");
        await _sync.SendMailAsync("m1");
        await _sync.CancelSendAsync("never-sent");
        await _sync.PostAsync(Operation("c1", "chat.message_sent", "line", "\"operator\":{\"email\":\"sato@example.com\"},"));
        await _sync.PostAsync(Operation("d1", "message.dispatched", "mail"));
        await _sync.PostAsync(Broadcast("b1"));
        await _sync.PostAsync(Broadcast("b2"));
        await RejectAsync("is required", "is required", "must be text");

        var day = await TodayAsync();

        Assert.Equal(new OperationBalance(Received: 7, Used: 2, Repeats: 1, Ignored: 2, Held: 2, Rejected: 3), day.Operations);
        Assert.Equal(new ActionBalance(Made: 2, Events: 0, Waiting: 2, Pending: 0, Syncing: 0, Failed: 0, Cancelled: 0), day.Actions);
        Assert.True(day.AddsUp);
    }

    [StoreFact]
    [Trait("Rule", "R-T3")]
    [Trait("Rule", "R-T13")]
    public async Task Ignored_IsListedByReason_AsOftenAsItIsCounted()
    {
        await _sync.PostAsync(Broadcast("b1"));
        await _sync.PostAsync(Broadcast("b2"));
        await _sync.PostAsync(Operation("early", "message.sent", "mail", "\"operator\":{\"email\":\"sato@example.com\"},", "\"body\":\"本文\",\"to\":[]").Replace("2026", "2020", StringComparison.Ordinal));

        var day = await TodayAsync();
        var listed = await new ListIgnored(_sync.Store, _sync.Wall).RunAsync(InboxDay.On(day.Day), null, CancellationToken.None);

        Assert.Equal(day.Operations.Ignored, listed.Sum(g => g.Count));
        Assert.Equal([(IgnoredReason.Broadcast, 2L), (IgnoredReason.BeforeConnection, 1L)], listed.Select(g => (g.Reason, g.Count)));
        Assert.Empty(await new ListRejectedRequests(_sync.Store, _sync.Wall).RunAsync(_sync.InboxId, CancellationToken.None));
    }

    [StoreFact]
    public async Task Rejected_IsListedByError_AsOftenAsItIsCounted()
    {
        await RejectAsync("is required", "must be text");
        await RejectAsync("is required");

        var day = await TodayAsync();
        var listed = await new ListRefusals(_sync.Store, _sync.Wall).RunAsync(
            new RefusalsQuery(false, null, RejectionReason.Rejected, null, InboxDay.On(day.Day), 0), CancellationToken.None);

        Assert.Equal((3, 3L), (day.Operations.Rejected, listed.Total));
        Assert.Equal([("is required", 2L), ("must be text", 1L)], listed.Rows.Select(r => (r.Row.Message, r.Row.Count)));
    }

    /// <summary>An inbox of both sources wants the message's number (R-P1): what it refuses isn't missing in the store.</summary>
    [StoreFact]
    [Trait("Rule", "R-P1")]
    public async Task RefusedByTheInbox_IsRejectedAndAddsUp()
    {
        await _sync.HandOverAsync(ChannelFamily.Message, SourceOwner.Both, SyncHarness.T0.AddHours(-1));

        await _sync.SendMailAsync("m1");

        var day = await TodayAsync();
        Assert.Equal((0, 1, true), (day.Operations.Received, day.Operations.Rejected, day.AddsUp));
    }

    [StoreFact]
    public async Task HeldOperation_WhoseMessageComes_IsUsed()
    {
        await _sync.CancelSendAsync("m1");
        Assert.Equal(1, (await TodayAsync()).Operations.Held);

        await _sync.SendMailAsync("m1");

        var day = await TodayAsync();
        Assert.Equal((2, 0), (day.Operations.Used, day.Operations.Held));
        Assert.True(day.AddsUp);
    }

    [StoreFact]
    public async Task AnAction_IsCountedWhereItStandsNow()
    {
        await _sync.SendMailAsync("m1");
        await _sync.SendMailAsync("m2");
        await _sync.CancelSendAsync("m2");
        Assert.Equal((1, 1), (await ActionsAsync(a => a.Waiting), await ActionsAsync(a => a.Cancelled)));

        _sync.Clock.Advance(TimeSpan.FromSeconds(61));
        Assert.Equal(1, await ActionsAsync(a => a.Pending));

        await _sync.DrainAsync();
        Assert.Equal((1, 0), (await ActionsAsync(a => a.Events), await ActionsAsync(a => a.Pending)));
        Assert.True((await TodayAsync()).AddsUp);
    }

    [StoreFact]
    public async Task AnOperationLostInTheStore_IsMissed()
    {
        await _sync.SendMailAsync("m1");
        await _sync.CancelSendAsync("m1");

        await ChangeAsync("""DELETE FROM "Operations" WHERE "Seq" = (SELECT MAX("Seq") FROM "Operations")""");

        var day = await TodayAsync();
        Assert.Equal((1, 0), (day.Operations.Difference, day.Actions.Difference));
        Assert.False(day.AddsUp);
    }

    [StoreFact]
    public async Task AnActionLostInTheStore_IsMissed_AndItsOperationsHang()
    {
        await _sync.SendMailAsync("m1");
        await _sync.SendMailAsync("m2");

        await ChangeAsync("""DELETE FROM "Actions" WHERE "ActivityId" = 'm2'""");

        var day = await TodayAsync();
        Assert.Equal(1, day.Actions.Difference);
        Assert.Equal((1, 1), (day.Operations.Used, day.Operations.Held));
    }

    [StoreFact]
    public async Task AnOperationThatNobodyCounted_IsOneTooMany()
    {
        await _sync.SendMailAsync("m1");

        await ChangeAsync("""UPDATE "IntakeMinutes" SET "Received" = 0""");

        Assert.Equal(-1, (await TodayAsync()).Operations.Difference);
    }

    [StoreFact]
    public async Task AHalfOfYesterday_CompletedToday_StaysYesterdaysAction()
    {
        _sync.Clock.Advance(TimeSpan.FromHours(13.5));
        await _sync.PostAsync(Operation("call-1", "call.recorded", "call", "\"operator\":{\"email\":\"sato@example.com\"},", "\"body\":\"メモ\""));
        _sync.Clock.Advance(TimeSpan.FromHours(1));
        await _sync.PostAsync(Operation(
            "call-1",
            "call.ended",
            "call",
            "\"operator\":{\"email\":\"sato@example.com\"},",
            $"\"direction\":\"inbound\",\"started_at\":\"{_sync.Now}\",\"ended_at\":\"{_sync.Now}\",\"phone\":\"0312345678\""));

        var (yesterday, today) = (await DayAsync(1), await TodayAsync());

        Assert.Equal((1, 1, 1), (yesterday.Operations.Received, yesterday.Operations.Used, yesterday.Actions.Made));
        Assert.Equal((1, 1, 0), (today.Operations.Received, today.Operations.Used, today.Actions.Made));
        Assert.True(yesterday.AddsUp && today.AddsUp);
    }

    [StoreFact]
    public async Task ADay_IsTheInboxsOwn()
    {
        await ChangeAsync("""UPDATE "Inboxes" SET "TimeZone" = 'Europe/London'""");
        _sync.Clock.Advance(TimeSpan.FromHours(23) - TimeSpan.FromTicks(1));
        await _sync.SendMailAsync("before-midnight-in-london");
        _sync.Clock.Advance(TimeSpan.FromTicks(1));
        await _sync.SendMailAsync("at-midnight-in-london");

        var (yesterday, today) = (await DayAsync(1), await TodayAsync());

        Assert.Equal((new DateOnly(2026, 11, 23), 1), (yesterday.Day, yesterday.Operations.Used));
        Assert.Equal((new DateOnly(2026, 11, 24), 1), (today.Day, today.Operations.Used));
        Assert.True(yesterday.AddsUp && today.AddsUp);
    }

    [StoreFact]
    public async Task APastDay_StaysRight_WhenContentsAreErased()
    {
        await _sync.SendMailAsync("m1");
        await _sync.CancelSendAsync("never-sent");
        await _sync.PassHoldsAndDrainAsync();
        _sync.Clock.Advance(TimeSpan.FromDays(7));

        await ChangeAsync("""UPDATE "Operations" SET "Payload" = NULL; UPDATE "Actions" SET "Subject" = NULL, "CustomerKey" = NULL""");

        var day = await DayAsync(ReconciliationView.MostDaysAgo);
        Assert.Equal((2, 1, 1), (day.Operations.Received, day.Operations.Used, day.Operations.Held));
        Assert.Equal((1, 1), (day.Actions.Made, day.Actions.Events));
        Assert.True(day.AddsUp);
    }

    [StoreFact]
    public async Task AStoreOfBefore_IsCountedFromTheMomentOn()
    {
        await _sync.SendMailAsync("m1");
        await ChangeAsync("""DELETE FROM "IntakeMinutes" """);
        _sync.Clock.Advance(TimeSpan.FromMinutes(10));
        var since = _sync.Clock.GetUtcNow();
        await _sync.Store.WriteAsync(
            (db, _) =>
            {
                db.Settings.Add(new Setting { Key = Setting.CountedSince, Value = $"{since.UtcTicks}" });
                return Task.CompletedTask;
            },
            CancellationToken.None);
        await _sync.SendMailAsync("m2");

        var (yesterday, today) = (await DayAsync(1), await TodayAsync());

        Assert.False(yesterday.IsCounted);
        Assert.Equal(since, today.CountedFrom);
        Assert.Equal((1, 1), (today.Operations.Received, today.Actions.Made));
        Assert.True(today.AddsUp);
    }

    [StoreFact]
    public async Task Minutes_AreLetGo_OnceNoDayAsksForThem()
    {
        await _sync.SendMailAsync("m1");
        _sync.Clock.Advance(IntakeMinute.Kept + TimeSpan.FromMinutes(2));

        await _sync.SendMailAsync("m2");

        Assert.Equal(1, await _sync.Store.ReadAsync((db, token) => db.IntakeMinutes.CountAsync(token), CancellationToken.None));
    }

    [StoreFact]
    public void Total_OfTwoInboxesWrongTheOtherWayRound_DoesNotAddUp()
    {
        var inbox = new InboxName(1, "a", "a", "UTC");
        DayBalance Day(int received) =>
            new(inbox, default, null, true, new OperationBalance(received, 1, 0, 0, 0, 0), ActionBalance.None);

        var view = new ReconciliationView(default, 0, [Day(0), Day(2)]);

        Assert.Equal(0, view.Operations.Difference);
        Assert.False(view.AddsUp);
        Assert.Equal(view.Days, (ValueList<DayBalance>)[Day(0), Day(2)]);
    }

    private string Operation(string activity, string type, string channel, string more = "", string data = "") => $$"""
        {"id":"{{activity}}-{{type}}","type":"{{type}}","channel":"{{channel}}","activity_id":"{{activity}}","occurred_at":"{{_sync.Now}}",{{more}}"data":{ {{data}} } }
        """;

    private string Broadcast(string activity) =>
        Operation(activity, "message.sent", "mail", "\"operator\":{\"email\":\"sato@example.com\"},", "\"body\":\"本文\",\"to\":[\"a@customer.example\"],\"broadcast\":true");

    private async Task<int> ActionsAsync(Func<ActionBalance, int> which) => which((await TodayAsync()).Actions);

    private async Task RejectAsync(params IReadOnlyList<string> errors) => await _sync.Intake.AcceptBesideRejectedAsync(
        _sync.InboxId,
        [],
        RejectedOperations.OfPortal(_sync.InboxId) with { Unread = [.. errors.Select(e => new OperationReading(null, null, [new OperationFault("/data", e)]))] },
        CancellationToken.None);

    private Task<DayBalance> TodayAsync() => DayAsync(0);

    private async Task<DayBalance> DayAsync(int daysAgo) =>
        Assert.Single((await new GetReconciliation(_sync.Store, _sync.Clock).RunAsync(daysAgo, CancellationToken.None)).Days);

    private Task<int> ChangeAsync(string sql) => _sync.Store.WriteAsync((db, token) => db.Database.ExecuteSqlRawAsync(sql, token), CancellationToken.None);
}
