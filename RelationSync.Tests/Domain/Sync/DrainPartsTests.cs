using RelationSync.Domain.Actions;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Targets;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Domain.Sync;

/// <summary>A batch is written in parts, side by side, each of which is stored as soon as it is answered.</summary>
public sealed class DrainPartsTests : IDisposable
{
    private const int Size = 60;
    private readonly SyncHarness _sync = new();

    public DrainPartsTests()
    {
        _sync.Settings = _sync.Settings with { WritesAtOnce = 5 };

        // A write that was slow: fewer records ride in the next ones.
        _sync.Memory.SizerOf(_sync.ConnectionId).Took(2 * Size, TimeSpan.FromMinutes(1));
    }

    public void Dispose() => _sync.Dispose();

    [StoreFact]
    public async Task Batch_IsWrittenInAsFewPartsAsItFits_OfEvenSize()
    {
        await SendMailsAsync(Size + 30, _ => "nobody@customer.example");
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal([45, 45], _sync.Org.Writes.Select(w => w.Count));
        Assert.All(await _sync.ActionsAsync(), a => Assert.Equal(ActionStatus.Synced, a.Status));
    }

    [StoreFact]
    public async Task Parts_GoOutSideBySide_AndNoMoreOfThemThanFive()
    {
        var (all, answer) = (new TaskCompletionSource(), new TaskCompletionSource());
        var (underWay, most) = (0, 0);
        _sync.Org.Answering = async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref underWay));
            if (most == 5)
            {
                all.TrySetResult();
            }

            await answer.Task;
            Interlocked.Decrement(ref underWay);
        };
        await SendMailsAsync((5 * Size) + 1, _ => "nobody@customer.example");

        var drain = _sync.PassHoldsAndDrainAsync();
        await all.Task.WaitAsync(TimeSpan.FromMinutes(1));
        answer.SetResult();
        await drain;

        Assert.Equal(5, most);
        Assert.Equal([Size, Size, Size, Size, Size, 1], _sync.Org.Writes.Select(w => w.Count));
        Assert.Equal(2, _sync.Org.Questions.Count);
    }

    [StoreFact]
    [Trait("Rule", "R-E3")]
    public async Task Parts_ThatAreWrittenSideBySide_HaveNoParentInCommon()
    {
        for (var i = 0; i < 20; i++)
        {
            _sync.Org.Contacts.Add(new TargetHit($"0030000000000{i:D2}AAA", $"c{i}@customer.example", null, SyncHarness.T0));
        }

        await SendMailsAsync(2 * Size, i => $"c{i % 20}@customer.example");
        await _sync.PassHoldsAndDrainAsync();

        var parents = _sync.Org.Writes.Select(w => w.Select(r => r.WhoIds[0]).ToHashSet(StringComparer.Ordinal)).ToList();
        Assert.Equal([Size, Size], _sync.Org.Writes.Select(w => w.Count));
        Assert.Empty(parents[0].Intersect(parents[1]));
    }

    /// <summary>Of two parts of several Collections each, where the first has nothing else to begin with.</summary>
    [StoreFact]
    [Trait("Rule", "R-E3")]
    public async Task Parts_ThatShareABusyParent_AreWrittenOneAfterTheOther()
    {
        const int Large = 4 * Size;
        _sync.Memory.SizerOf(_sync.ConnectionId).Took(Size, TimeSpan.Zero);
        _sync.Memory.SizerOf(_sync.ConnectionId).Took(2 * Size, TimeSpan.Zero);
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = true };
        _sync.Org.Contacts.Add(new TargetHit("003000000000001AAA", "busy@customer.example", null, SyncHarness.T0));
        var answer = new TaskCompletionSource();
        var (underWay, most) = (0, 0);
        _sync.Org.Answering = async _ =>
        {
            most = Math.Max(most, Interlocked.Increment(ref underWay));
            await answer.Task;
            Interlocked.Decrement(ref underWay);
        };
        await SendMailsAsync(2 * Large, i => i < Large + Size ? "busy@customer.example" : "nobody@customer.example");

        var drain = _sync.PassHoldsAndDrainAsync();
        await Soon.HoldsAsync(() => _sync.Org.Writes.Count > 0);
        answer.SetResult();
        await drain;

        Assert.Equal([Large, Large], _sync.Org.Writes.Select(w => w.Count));
        Assert.Equal(1, most);
    }

    [StoreFact]
    [Trait("Rule", "R-L1")]
    public async Task Parts_ThatWaitWhileAnotherMeetsTheLimit_AreHandedBackUnsent()
    {
        // Nothing is stored before it is sent: the first is refused before the others begin.
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = true };
        _sync.Org.WriteFailure = () => (new SalesforceFailure(FailureClass.Limit, "REQUEST_LIMIT_EXCEEDED", "", [], WholeCall: true), false);
        await SendMailsAsync(3 * Size, _ => "nobody@customer.example");
        await _sync.PassHoldsAndDrainAsync();

        Assert.Single(_sync.Org.Writes);
        Assert.All(await _sync.ActionsAsync(), a => Assert.Equal((ActionStatus.Pending, WriteCertainty.NotWritten), (a.Status, a.Doubt)));
    }

    [StoreFact]
    [Trait("Rule", "R-D1")]
    public async Task Part_IsStoredBeforeTheOthersAreAnswered()
    {
        var slow = new TaskCompletionSource();
        _sync.Org.Answering = w => _sync.Org.Writes[0] == w ? slow.Task : Task.CompletedTask;
        await SendMailsAsync(2 * Size, _ => "nobody@customer.example");

        var drain = _sync.PassHoldsAndDrainAsync();
        await Soon.HoldsAsync(async () => (await _sync.ActionsAsync()).Count(a => a.Status is ActionStatus.Synced) == Size);
        slow.SetResult();
        await drain;

        Assert.All(await _sync.ActionsAsync(), a => Assert.Equal(ActionStatus.Synced, a.Status));
    }

    private async Task SendMailsAsync(int count, Func<int, string> to) => await _sync.PostAllAsync([.. Enumerable.Range(0, count).Select(i => $$"""
        {"id":"m{{i}}","type":"message.sent","channel":"mail","activity_id":"m{{i}}","occurred_at":"{{_sync.Now}}",
         "operator":{"email":"sato@example.com"},"data":{"subject":"件","body":"本文","to":["{{to(i)}}"]} }
        """)]);
}
