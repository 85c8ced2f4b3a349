using RelationSync.Domain.Actions;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Domain.Targets;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Domain.Sync;

/// <summary>R-D1 where Events say the same, without the marker: the same template, sent to several in the same second.</summary>
[Trait("Rule", "R-D1")]
public sealed class DrainLikenessTests : IDisposable
{
    private const string A = "003000000000001AAA";
    private const string B = "003000000000002AAA";

    private static readonly SalesforceFailure Dropped = new(
        FailureClass.TransientCall, "CONNECTION_LOST", "dropped", [], WriteCertainty.Unknown, WholeCall: true);

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly SyncHarness _sync = new();

    public DrainLikenessTests()
    {
        _sync.Org.Users.Add(new SalesforceUser("005000000000002AAA", "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));
        _sync.Org.Contacts.Add(new TargetHit(A, "a@customer.example", null, SyncHarness.T0));
        _sync.Org.Contacts.Add(new TargetHit(B, "b@customer.example", null, SyncHarness.T0));
    }

    public void Dispose() => _sync.Dispose();

    [StoreFact]
    public async Task Write_OfTwoAlikeCut_EachFindsTheOneOfItsOwnContact()
    {
        await SendAsync("to-b", "b@customer.example");
        await SendAsync("to-a", "a@customer.example");
        _sync.Org.WriteFailure = () => (Dropped, true);
        await _sync.PassHoldsAndDrainAsync();
        _sync.Org.Events[0] = _sync.Org.Events[0] with { CreatedDate = _sync.Clock.GetUtcNow().AddSeconds(1) }; // not in the order of sending
        _sync.Org.WriteFailure = () => null;

        await RetryAsync();

        await AssertOwnAsync(A, B);
    }

    [StoreFact]
    public async Task Write_DroppedWhereOneAlikeStandsForAnother_IsWrittenAgain()
    {
        await SendAsync("to-a", "a@customer.example");
        _sync.Org.WriteFailure = () => (Dropped, false);
        await _sync.PassHoldsAndDrainAsync();
        _sync.Org.Events.Add(("00U00000000OTHERAA", _sync.Org.Writes[0][0] with { WhoIds = [B] }, _sync.Clock.GetUtcNow()));
        _sync.Org.WriteFailure = () => null;

        await RetryAsync();

        await AssertOwnAsync(A, B);
    }

    [StoreFact]
    public async Task Write_InDoubtWhileAnotherInboxWritesOneAlike_IsNotTakenForIt()
    {
        await SendAsync("one", "a@customer.example");
        _sync.Org.WriteFailure = () => (Dropped, false);
        await _sync.PassHoldsAndDrainAsync();
        _sync.Org.WriteFailure = () => null;
        _sync.Clock.Advance(TimeSpan.FromSeconds(30));
        var first = _sync.ConnectionId;
        _sync.GoToNewInbox();
        await SendAsync("one", "a@customer.example");
        _sync.Clock.Advance(TimeSpan.FromSeconds(61));
        var answer = new TaskCompletionSource();
        var done = new TaskCompletionSource();
        _sync.Org.Answering = _ => done.TrySetResult() ? answer.Task : Task.CompletedTask;

        var writing = _sync.DrainAsync();
        await done.Task.WaitAsync(Patience);
        var settling = _sync.DrainAsync(first);
        var early = await Task.WhenAny(settling, Task.Delay(TimeSpan.FromMilliseconds(300)));
        answer.SetResult();
        await Task.WhenAll(writing, settling).WaitAsync(Patience);

        Assert.NotSame(settling, early);
        await AssertOwnAsync(A, A);
    }

    [StoreFact]
    public async Task TwoInboxes_InDoubtOfTheSameEvent_OnlyOneTakesIt()
    {
        await SendAsync("one", "a@customer.example");
        await SendAsync("another", "b@customer.example", "別の件");
        _sync.Org.WriteFailure = () => (Dropped, false);
        await _sync.PassHoldsAndDrainAsync();
        var first = _sync.ConnectionId;
        _sync.GoToNewInbox();
        await SendAsync("one", "a@customer.example");
        _sync.Org.WriteFailure = () => (Dropped, true);
        await _sync.PassHoldsAndDrainAsync();
        Assert.Single(_sync.Org.Events);
        _sync.Org.WriteFailure = () => null;
        _sync.Clock.Advance(TimeSpan.FromSeconds(30));
        var answer = new TaskCompletionSource();
        var written = new TaskCompletionSource();
        // The first has taken the one Event that stands, and is still at its other action.
        _sync.Org.Answering = _ => written.TrySetResult() ? answer.Task : Task.CompletedTask;

        var taking = _sync.DrainAsync(first);
        await written.Task.WaitAsync(Patience);
        await _sync.DrainAsync().WaitAsync(Patience);
        answer.SetResult();
        await taking.WaitAsync(Patience);

        await AssertOwnAsync(A, A, B);
    }

    [StoreFact]
    public async Task Marker_OfAnother_IsNeverTakenForOnesOwn()
    {
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = true };
        await SendAsync("one", "a@customer.example");
        _sync.Org.WriteFailure = () => (Dropped, false);
        await _sync.PassHoldsAndDrainAsync();
        _sync.Org.Events.Add(("00U00000000OTHERAA", _sync.Org.Writes[0][0] with { Marker = Guid.NewGuid() }, _sync.Clock.GetUtcNow()));
        _sync.Org.WriteFailure = () => null;

        await RetryAsync();

        Assert.Equal(2, _sync.Org.Events.Count);
        Assert.NotEqual("00U00000000OTHERAA", (await _sync.ActionAsync()).EventId);
    }

    private Task<RelationSync.Portal.Intake.IntakeStatus> SendAsync(string activity, string to, string subject = "件") => _sync.PostAsync($$"""
        {"id":"{{activity}}-sent","type":"message.sent","channel":"mail","activity_id":"{{activity}}","occurred_at":"{{SyncHarness.T0:yyyy-MM-ddTHH:mm:ssZ}}",
         "operator":{"email":"sato@example.com"},"data":{"subject":"{{subject}}","body":"本文","to":["{{to}}"] } }
        """);

    private Task<DrainReport> RetryAsync()
    {
        _sync.Clock.Advance(TimeSpan.FromSeconds(30));
        return _sync.DrainAsync();
    }

    /// <summary>As many Events as actions, each action with the one that is for its own contact.</summary>
    private async Task AssertOwnAsync(params string[] contacts)
    {
        var actions = await _sync.ActionsAsync();
        Assert.All(actions, a => Assert.Equal(ActionStatus.Synced, a.Status));
        Assert.Equal(contacts, _sync.Org.Events.Select(e => e.Record.WhoIds[0]).Order(StringComparer.Ordinal));
        Assert.Equal(actions.Count, actions.Select(a => a.EventId).Distinct().Count());
        Assert.All(actions, a => Assert.Equal(
            a.CustomerKey == "a@customer.example" ? A : B, _sync.Org.Events.Single(e => e.Id == a.EventId).Record.WhoIds[0]));
    }
}
