using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Domain.Sync;

/// <summary>R-D1 where what a write in doubt was made of is no longer what the action is made of.</summary>
[Trait("Rule", "R-D1")]
public sealed class DrainLatecomerTests : IDisposable
{
    private static readonly SalesforceFailure Dropped = new(
        FailureClass.TransientCall, "CONNECTION_LOST", "dropped", [], WriteCertainty.Unknown, WholeCall: true);

    private readonly SyncHarness _sync = new();

    public DrainLatecomerTests() =>
        _sync.Org.Users.Add(new SalesforceUser("005000000000002AAA", "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));

    public void Dispose() => _sync.Dispose();

    [StoreTheory]
    [MemberData(nameof(Latecomers))]
    public async Task Write_InDoubtWhenWhatComesLateMakesItAnother_OneEventStands(string[] first, string late, bool processDied)
    {
        foreach (var json in first)
        {
            await _sync.PostAsync(json);
        }

        if (processDied)
        {
            await _sync.DieWritingAsync(done: true);
            await _sync.PostAsync(late);
            await _sync.DrainAsync();
        }
        else
        {
            _sync.Org.WriteFailure = () => (Dropped, true);
            await _sync.PassHoldsAndDrainAsync();
            _sync.Org.WriteFailure = () => null;
            await _sync.PostAsync(late);
        }

        _sync.Clock.Advance(TimeSpan.FromSeconds(30));
        await _sync.DrainAsync();

        Assert.Equal(Assert.Single(_sync.Org.Events).Id, (await _sync.ActionAsync()).EventId);
    }

    public static TheoryData<string[], string, bool> Latecomers()
    {
        var at = SyncHarness.T0.AddSeconds(10);
        string Chat(string type, int second, string data = "{}") =>
            $$"""{"id":"{{type}}{{second}}","type":"{{type}}","channel":"line","activity_id":"a","occurred_at":"{{at.AddSeconds(second):O}}","operator":{"email":"sato@example.com"},"data":{{data}} }""";
        string Sent(string id, int second) =>
            $$"""{"id":"{{id}}","type":"message.sent","channel":"mail","activity_id":"a","occurred_at":"{{at.AddSeconds(second):O}}","operator":{"email":"sato@example.com"},"data":{"subject":"{{id}}","body":"b","to":[]} }""";
        string Memo(string id, int second) =>
            $$"""{"id":"{{id}}","type":"memo.recorded","channel":"record","activity_id":"a","occurred_at":"{{at.AddSeconds(second):O}}","operator":{"email":"sato@example.com"},"data":{"subject":"{{id}}","body":"b","responded_at":"{{at.AddHours(-second):O}}","duration_minutes":5,"addressees":[]} }""";
        string[] chat = [Chat("chat.message_sent", 5), Chat("chat.closed", 6, """{"bubbles":[]}""")];
        TheoryData<string[], string, bool> data = [];
        foreach (var processDied in new[] { false, true })
        {
            data.Add([Sent("second", 2)], Sent("first", 1), processDied);
            data.Add([Memo("second", 2)], Memo("first", 1), processDied);
            data.Add(chat, Chat("chat.opened", 1), processDied);
            data.Add([Chat("chat.opened", 1), .. chat], Chat("chat.message_sent", 2), processDied);
        }

        return data;
    }
}
