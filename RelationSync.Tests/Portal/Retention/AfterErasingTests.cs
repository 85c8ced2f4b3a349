using System.Text;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Owners;
using RelationSync.Portal.Intake;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Retention;

/// <summary>What still comes for an activity whose content is erased means what it always meant.</summary>
public sealed class AfterErasingTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    public AfterErasingTests() =>
        _sync.Org.Users.Add(new SalesforceUser("005000000000002AAA", "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));

    public void Dispose() => _sync.Dispose();

    [StoreFact]
    [Trait("Rule", "R-D1")]
    public async Task RepeatOfASend_UnderAnotherId_MakesNoSecondActionAndKeepsNoContent()
    {
        await SyncedAndErasedAsync();

        await _sync.SendMailAsync("m1", body: "late-body");
        await _sync.PassHoldsAndDrainAsync();

        Assert.Single(_sync.Org.Events);
        Assert.NotNull((await _sync.ActionAsync()).ErasedAt);
        Assert.All(await PayloadsAsync(), p => Assert.StartsWith("[", p, StringComparison.Ordinal));
    }

    [StoreFact]
    [Trait("Rule", "R-T4")]
    public async Task CancelOfASend_LongAfter_DeletesTheEventAndSaysSo()
    {
        await SyncedAndErasedAsync();

        await _sync.CancelSendAsync("m1");
        await _sync.PassHoldsAndDrainAsync();

        Assert.Empty(_sync.Org.Events);
        Assert.Equal(ActionStatus.Cancelled, (await _sync.ActionAsync()).Status);
        Assert.Equal(LogCategory.CancelledLate, Assert.Single(await _sync.LogAsync()).Category);
    }

    [StoreFact]
    [Trait("Rule", "R-T4")]
    public async Task SendAgainAfterACancel_IsANewActionWithItsOwnContent()
    {
        await SyncedAndErasedAsync();
        await _sync.CancelSendAsync("m1");
        _sync.Clock.Advance(TimeSpan.FromSeconds(5));

        await _sync.SendMailAsync("m1", subject: "再送", body: "second");
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(("【メール】再送", "second"), Assert.Single(_sync.Org.Events.Select(e => (e.Record.Subject, e.Record.Description))));
        await PassDaysAsync(32);
        Assert.All(await _sync.ActionsAsync(), a => Assert.NotNull(a.ErasedAt));
        Assert.All(await PayloadsAsync(), p => Assert.StartsWith("[", p, StringComparison.Ordinal));
    }

    [StoreFact]
    [Trait("Rule", "R-T6")]
    public async Task SecondPressOfSchedule_IsANewActionWithItsOwnContent()
    {
        await PostAsync("s1", "message.scheduled", "mail", "m1", """{"body":"first","to":[],"scheduled_for":"2027-01-01T00:00:00Z"}""");
        await EraseAsync();

        await PostAsync("s2", "message.scheduled", "mail", "m1", """{"body":"second","to":[],"scheduled_for":"2027-01-01T00:00:00Z"}""");
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(["first", "second"], _sync.Org.Events.Select(e => e.Record.Description));
    }

    [StoreFact]
    [Trait("Rule", "R-T8")]
    public async Task MemoReEdited_MakesNoSecondAction()
    {
        const string Memo = """{"body":"x","responded_at":"2026-11-23T00:00:00Z","duration_minutes":5,"addressees":[]}""";
        await PostAsync("r1", "memo.recorded", "record", "r", Memo);
        await EraseAsync();

        await PostAsync("r2", "memo.recorded", "record", "r", Memo);
        await _sync.PassHoldsAndDrainAsync();

        Assert.Single(_sync.Org.Events);
        Assert.Single(await _sync.ActionsAsync());
    }

    [StoreFact]
    [Trait("Rule", "R-T10")]
    public async Task MessageOfAChat_LongAfter_ChangesNothing()
    {
        await PostAsync("o", "chat.opened", "line", "t", "{}");
        await PostAsync("s", "chat.message_sent", "line", "t", """{"text":"はい"}""");
        _sync.Clock.Advance(TimeSpan.FromSeconds(1));
        await PostAsync("c", "chat.closed", "line", "t", """{"bubbles":[{"at":"2026-11-23T00:00:00Z","text":"bubble"}]}""");
        await EraseAsync();

        await PostAsync("s2", "chat.message_sent", "line", "t", """{"text":"late"}""");
        await _sync.PassHoldsAndDrainAsync();

        Assert.Single(_sync.Org.Events);
        Assert.All(await PayloadsAsync(), p => Assert.StartsWith("[", p, StringComparison.Ordinal));
    }

    [StoreFact]
    public async Task OperationsWithoutContent_AreKeptAsTheirIdentityFromTheStart()
    {
        await _sync.PostAsync($$"""
            {"id":"x","type":"message.dispatched","channel":"mail","activity_id":"m","occurred_at":"{{_sync.Now}}","operator":{"email":"sato@example.com"},"data":{"body":"unasked"} }
            """);

        Assert.Equal("""["x","message.dispatched","mail","m","2026-11-23T01:00:00.0000000Z"]""", Assert.Single(await PayloadsAsync()));
    }

    private async Task SyncedAndErasedAsync()
    {
        await _sync.SendMailAsync("m1");
        await EraseAsync();
    }

    private async Task EraseAsync()
    {
        await _sync.PassHoldsAndDrainAsync();
        Assert.Single(_sync.Org.Events);
        await PassDaysAsync(32);
        Assert.NotNull((await _sync.ActionAsync()).ErasedAt);
    }

    private async Task PassDaysAsync(int days)
    {
        for (var left = days; left > 0; left -= 10)
        {
            _sync.Clock.Advance(TimeSpan.FromDays(Math.Min(left, 10)));
            await _sync.Retention.RunAsync(default);
        }
    }

    private Task<IntakeStatus> PostAsync(string id, string type, string channel, string activity, string data) => _sync.PostAsync($$"""
        {"id":"{{id}}","type":"{{type}}","channel":"{{channel}}","activity_id":"{{activity}}","occurred_at":"{{_sync.Now}}","operator":{"email":"sato@example.com"},"data":{{data}} }
        """);

    private async Task<List<string>> PayloadsAsync() =>
        (await _sync.Store.ReadAsync((db, token) => db.Operations.Select(o => o.Payload!).ToListAsync(token), default)).ConvertAll(Encoding.UTF8.GetString);
}
