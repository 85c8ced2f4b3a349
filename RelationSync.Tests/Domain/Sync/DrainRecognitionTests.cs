using RelationSync.Domain.Actions;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Domain.Targets;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Domain.Sync;

/// <summary>R-D1: an Event is our own by its marks, and by nothing else; how it was sent is kept whatever happens.</summary>
[Trait("Rule", "R-D1")]
public sealed class DrainRecognitionTests : IDisposable
{
    private const string Sato = "005000000000002AAA";

    private static readonly SalesforceFailure Dropped = new(
        FailureClass.TransientCall, "CONNECTION_LOST", "dropped", [], WriteCertainty.Unknown, WholeCall: true);

    private static readonly SalesforceFailure TimedOut = Dropped with { Code = "TIMEOUT", Certainty = WriteCertainty.TimedOut };

    private readonly SyncHarness _sync = new();

    public DrainRecognitionTests() => _sync.Org.Users.Add(new SalesforceUser(Sato, "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));

    public static TheoryData<string, int, int, bool> Keepings
    {
        get
        {
            TheoryData<string, int, int, bool> data = [];
            foreach (var (start, end) in new[] { (0, 0), (50, 10), (10, 50), (30, 20), (59, 58), (1, 2) })
            {
                data.Add("seconds", start, end, true);
                data.Add("derived", start, end, true);
                data.Add("cut", start, end, true);
                data.Add("both", start, end, true);
                data.Add("later", start, end, false);
            }

            return data;
        }
    }

    public void Dispose() => _sync.Dispose();

    [StoreTheory]
    [MemberData(nameof(Keepings))]
    public async Task Event_WhateverTheOrgKeepsOfItsSeconds_IsRecognised(string keeps, int startSecond, int endSecond, bool isOwn)
    {
        _sync.Org.Keeps = keeps switch
        {
            "seconds" => r => r,
            "derived" => r => r with { End = r.Start + TimeSpan.FromMinutes(Math.Floor((r.End - r.Start).TotalMinutes)) },
            "cut" => r => r with { Start = Whole(r.Start), End = Whole(r.End) },
            "both" => r => r with { Start = Whole(r.Start), End = Whole(r.Start) + TimeSpan.FromMinutes(Math.Floor((r.End - r.Start).TotalMinutes)) },
            // Somebody else's of the same words.
            _ => r => r with { Start = r.Start + TimeSpan.FromMinutes(1), End = r.End + TimeSpan.FromMinutes(1) },
        };
        await _sync.PostAsync($$"""
            {"id":"a","type":"message.sent","channel":"mail","activity_id":"a","occurred_at":"2026-11-23T00:59:{{endSecond:00}}Z",
             "operator":{"email":"sato@example.com"},"data":{"subject":"件","body":"本文","to":[],"draft_saved_at":"2026-11-23T00:40:{{startSecond:00}}Z" } }
            """);
        FailNextWrite(Dropped, done: true);

        await _sync.PassHoldsAndDrainAsync();
        await RetryAsync();

        Assert.Equal(isOwn ? 1 : 2, _sync.Org.Events.Count);
        Assert.Equal(ActionStatus.Synced, (await _sync.ActionAsync()).Status);
    }

    [StoreTheory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task Event_AMinuteLongerOrShorter_IsNotOnesOwn(int minutes)
    {
        _sync.Org.Keeps = r => r with { End = r.End + TimeSpan.FromMinutes(minutes) };
        await _sync.SendMailAsync(draft: "2026-11-23T00:30:00Z");
        FailNextWrite(Dropped, done: true);

        await _sync.PassHoldsAndDrainAsync();
        await RetryAsync();

        Assert.Equal(2, _sync.Org.Events.Count);
    }

    [StoreTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task SentWithoutTheMarker_ProcessEndsAndTheFieldIsCreated_IsNotUpsertedBesideIt(bool killed)
    {
        await _sync.SendMailAsync();
        if (killed)
        {
            await _sync.DieWritingAsync(done: false);
        }
        else
        {
            FailNextWrite(TimedOut, done: false);
            await _sync.PassHoldsAndDrainAsync();
            _sync.Memory = new DrainMemory(_sync.Settings, _sync.Wall);
        }

        var sent = _sync.Org.Writes[0][0];
        await MarkerFieldIsCreatedAsync();
        _sync.Clock.Advance(TimeSpan.FromMinutes(1));
        await _sync.DrainAsync();
        Assert.Single(_sync.Org.Writes);

        // Salesforce does it late.
        _sync.Org.Events.Add(("00U0000000000LATEA", sent with { Marker = Guid.Empty }, _sync.Clock.GetUtcNow()));
        _sync.Clock.Advance(TimeSpan.FromMinutes(1));
        await _sync.DrainAsync();

        Assert.Single(_sync.Org.Events);
        Assert.Equal("00U0000000000LATEA", (await _sync.ActionAsync()).EventId);
    }

    [StoreFact]
    public async Task SentWithoutTheMarker_NotFoundForTenMinutes_IsUpsertedByTheNewField()
    {
        await _sync.SendMailAsync();
        await _sync.DieWritingAsync(done: false);
        await MarkerFieldIsCreatedAsync();

        await _sync.DrainAsync();
        _sync.Clock.Advance(TimeSpan.FromMinutes(11));
        await _sync.DrainAsync();

        Assert.Equal(2, _sync.Org.Writes.Count);
        Assert.Equal(ActionStatus.Synced, (await _sync.ActionAsync()).Status);
    }

    [StoreFact]
    public async Task KilledProcess_OneAlikeForAnotherContactStands_ThatIsNotTaken()
    {
        _sync.Org.Contacts.Add(new TargetHit("003000000000001AAA", "a@customer.example", null, SyncHarness.T0));
        await _sync.SendMailAsync();
        await _sync.DieWritingAsync(done: false);
        var sent = _sync.Org.Writes[0][0];
        // The contact is looked up anew, and is another by now: what was sent is what counts.
        _sync.Org.Contacts.Clear();
        _sync.Org.Contacts.Add(new TargetHit("003000000000009AAA", "a@customer.example", null, SyncHarness.T0));
        _sync.Org.Events.Add(("00U00000000OTHERAA", sent with { WhoIds = ["003000000000009AAA"] }, _sync.Clock.GetUtcNow()));
        _sync.Org.Events.Add(("00U0000000000OWNAA", sent, _sync.Clock.GetUtcNow()));

        await _sync.DrainAsync();

        Assert.Equal("00U0000000000OWNAA", (await _sync.ActionAsync()).EventId);
    }

    [StoreFact]
    public async Task Duplicate_OfAnotherFieldThatNamesAnEvent_FailsAndTakesNothing()
    {
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = true };
        _sync.Org.Refusal = _ => FakeSalesforceOrg.Duplicate("00U00000000OTHERAA");
        await _sync.SendMailAsync();

        await _sync.PassHoldsAndDrainAsync();

        var action = await _sync.ActionAsync();
        Assert.Equal((ActionStatus.Failed, null), (action.Status, action.EventId));
        Assert.Equal("DUPLICATE_VALUE", Assert.Single(await _sync.LogAsync()).Code);
        await _sync.CancelSendAsync();
        await RetryAsync();
        Assert.Empty(_sync.Org.Deletes);
    }

    [StoreFact]
    public async Task Duplicate_OfOurOwnMarker_IsFoundByALookUp()
    {
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = true };
        await _sync.SendMailAsync();
        _sync.Org.Refusal = record =>
        {
            _sync.Org.Events.Add(("00U0000000000OWNAA", record, _sync.Clock.GetUtcNow()));
            return FakeSalesforceOrg.Duplicate("00U00000000OTHERAA");
        };

        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal("00U0000000000OWNAA", (await _sync.ActionAsync()).EventId);
    }

    [StoreFact]
    public async Task MarkedWriteInDoubt_RefusedForAMomentThenCancelled_ItsEventIsDeleted()
    {
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = true };
        await _sync.SendMailAsync();
        FailNextWrite(TimedOut, done: false);
        await _sync.PassHoldsAndDrainAsync();
        var sent = _sync.Org.Writes[0][0];
        _sync.Org.Refusal = _ => new SalesforceFailure(FailureClass.TransientRecord, "UNABLE_TO_LOCK_ROW", "", []);
        await RetryAsync();

        // What the refusal was about: the first write, which is done only now.
        _sync.Org.Events.Add(("00U0000000000LATEA", sent, _sync.Clock.GetUtcNow()));
        await _sync.CancelSendAsync();
        await RetryAsync();

        Assert.Empty(_sync.Org.Events);
    }

    [StoreFact]
    [Trait("Rule", "R-E3")]
    public async Task MarkedWriteInDoubt_RefusedForADay_FailsAndStaysInDoubt()
    {
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = true };
        await _sync.SendMailAsync();
        FailNextWrite(TimedOut, done: false);
        await _sync.PassHoldsAndDrainAsync();
        _sync.Org.Refusal = _ => new SalesforceFailure(FailureClass.TransientRecord, "UNABLE_TO_LOCK_ROW", "", []);
        _sync.Clock.Advance(TimeSpan.FromHours(25));

        await _sync.DrainAsync();

        var action = await _sync.ActionAsync();
        Assert.Equal(ActionStatus.Failed, action.Status);
        Assert.NotEqual(WriteCertainty.NotWritten, action.Doubt);
    }

    [StoreFact]
    public async Task TwoProcesses_OneWritingWhatAnotherIsInDoubtOf_ItIsNotTakenFromIt()
    {
        await SendAlikeAsync();
        FailNextWrite(Dropped, done: false);
        await _sync.PassHoldsAndDrainAsync();
        var first = _sync.ConnectionId;
        _sync.GoToNewInbox();
        await SendAlikeAsync();
        var answer = new TaskCompletionSource();
        var sent = new TaskCompletionSource();
        _sync.Org.Answering = _ => sent.TrySetResult() ? answer.Task : Task.CompletedTask;
        _sync.Clock.Advance(TimeSpan.FromSeconds(61));
        var writing = _sync.DrainAsync();
        await sent.Task.WaitAsync(TimeSpan.FromMinutes(1));

        // Another process: it shares the store, and nothing else.
        _sync.Memory = new DrainMemory(_sync.Settings, _sync.Wall);
        await _sync.DrainAsync(first);
        answer.SetResult();
        await writing.WaitAsync(TimeSpan.FromMinutes(1));
        _sync.Clock.Advance(TimeSpan.FromMinutes(1));
        await _sync.DrainAsync(first);

        Assert.Equal(2, _sync.Org.Events.Count);
        Assert.Equal(2, (await _sync.ActionsAsync()).Select(a => a.EventId).OfType<string>().Distinct().Count());
    }

    private static DateTimeOffset Whole(DateTimeOffset time) => new(time.UtcTicks / TimeSpan.TicksPerMinute * TimeSpan.TicksPerMinute, TimeSpan.Zero);

    private Task<RelationSync.Portal.Intake.IntakeStatus> SendAlikeAsync() => _sync.PostAsync($$"""
        {"id":"one-sent","type":"message.sent","channel":"mail","activity_id":"one","occurred_at":"{{SyncHarness.T0:yyyy-MM-ddTHH:mm:ssZ}}",
         "operator":{"email":"sato@example.com"},"data":{"subject":"件","body":"本文","to":[] } }
        """);

    private async Task MarkerFieldIsCreatedAsync()
    {
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = true };
        await _sync.Store.WriteAsync((db, _) => Task.FromResult(db.Authorizations.Single().CapabilitiesAt = null), default);
    }

    private void FailNextWrite(SalesforceFailure failure, bool done)
    {
        var failed = false;
        _sync.Org.WriteFailure = () => failed ? null : (failed = true, (failure, done)).Item2;
    }

    private Task<DrainReport> RetryAsync()
    {
        _sync.Clock.Advance(TimeSpan.FromSeconds(30));
        return _sync.DrainAsync();
    }
}
