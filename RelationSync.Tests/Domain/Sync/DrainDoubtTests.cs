using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Domain.Sync;

/// <summary>R-D1: one action never makes two Events, whatever breaks and whenever.</summary>
[Trait("Rule", "R-D1")]
public sealed class DrainDoubtTests : IDisposable
{
    private static readonly SalesforceFailure Dropped = new(
        FailureClass.TransientCall, "CONNECTION_LOST", "dropped", [], WriteCertainty.Unknown, WholeCall: true);

    private static readonly SalesforceFailure TimedOut = Dropped with { Code = "TIMEOUT", Certainty = WriteCertainty.TimedOut };

    private readonly SyncHarness _sync = new();

    public DrainDoubtTests() =>
        _sync.Org.Users.Add(new SalesforceUser("005000000000002AAA", "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));

    public void Dispose() => _sync.Dispose();

    [StoreTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_AnswerLostAfterItWasDone_OneEventStands(bool marker)
    {
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = marker };
        await _sync.SendMailAsync();
        FailNextWrite(Dropped, done: true);

        await _sync.PassHoldsAndDrainAsync();
        await RetryAsync();

        var standing = Assert.Single(_sync.Org.Events);
        var action = await _sync.ActionAsync();
        Assert.Equal(ActionStatus.Synced, action.Status);
        Assert.Equal(standing.Id, action.EventId);
    }

    [StoreTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Write_DroppedBeforeItWasDone_IsWrittenAgain(bool marker)
    {
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = marker };
        await _sync.SendMailAsync();
        FailNextWrite(Dropped, done: false);

        await _sync.PassHoldsAndDrainAsync();
        Assert.Equal(WriteCertainty.Unknown, (await _sync.ActionAsync()).Doubt);
        await RetryAsync();

        Assert.Single(_sync.Org.Events);
        Assert.Equal(ActionStatus.Synced, (await _sync.ActionAsync()).Status);
    }

    [StoreTheory]
    [InlineData(FailureClass.Limit)]
    [InlineData(FailureClass.AuthorizationGone)]
    public async Task Write_RefusedByTheLimitInAnAnswerThatLeavesItOpen_OneEventStands(FailureClass failure)
    {
        await _sync.SendMailAsync();
        FailNextWrite(Dropped with { Class = failure, Code = "REQUEST_LIMIT_EXCEEDED" }, done: true);

        await _sync.PassHoldsAndDrainAsync();
        Assert.Equal(WriteCertainty.Unknown, (await _sync.ActionAsync()).Doubt);
        await RetryAsync();

        Assert.Single(_sync.Org.Events);
        Assert.Single(_sync.Org.Writes);
    }

    [StoreFact]
    public async Task Write_TimedOutWithoutMarker_IsNotWrittenAgainWithinTenMinutes()
    {
        await _sync.SendMailAsync();
        FailNextWrite(TimedOut, done: false);
        await _sync.PassHoldsAndDrainAsync();
        var sentAt = _sync.Clock.GetUtcNow();

        while (_sync.Clock.GetUtcNow() < sentAt.AddMinutes(10).AddSeconds(-21))
        {
            _sync.Clock.Advance(TimeSpan.FromSeconds(20));
            await _sync.DrainAsync();
        }

        Assert.Single(_sync.Org.Writes);
        Assert.Empty(_sync.Org.Events);

        _sync.Clock.Advance(TimeSpan.FromMinutes(1));
        await _sync.DrainAsync();
        Assert.Equal(2, _sync.Org.Writes.Count);
        Assert.Single(_sync.Org.Events);
        Assert.Equal(ActionStatus.Synced, (await _sync.ActionAsync()).Status);
    }

    [StoreFact]
    public async Task Write_TimedOutAndCommittedLate_IsFoundAndNotWrittenAgain()
    {
        await _sync.SendMailAsync();
        FailNextWrite(TimedOut, done: false);
        await _sync.PassHoldsAndDrainAsync();
        var record = _sync.Org.Writes[0][0];

        _sync.Clock.Advance(TimeSpan.FromMinutes(5));
        await _sync.DrainAsync();
        _sync.Org.Events.Add(("00U0000000000LATEA", record, _sync.Clock.GetUtcNow()));
        _sync.Clock.Advance(TimeSpan.FromMinutes(6));
        await _sync.DrainAsync();

        Assert.Single(_sync.Org.Writes);
        Assert.Equal("00U0000000000LATEA", (await _sync.ActionAsync()).EventId);
    }

    [StoreFact]
    public async Task Write_TimedOutWithMarker_IsUpsertedAtOnce()
    {
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = true };
        await _sync.SendMailAsync();
        FailNextWrite(TimedOut, done: false);

        await _sync.PassHoldsAndDrainAsync();
        await RetryAsync();

        Assert.Single(_sync.Org.Events);
        Assert.Equal(ActionStatus.Synced, (await _sync.ActionAsync()).Status);
    }

    [StoreFact]
    public async Task TwoAlike_OneWrittenBeforeTheAnswerWasLost_TwoEventsStand()
    {
        await _sync.SendMailAsync("m1");
        await _sync.SendMailAsync("m2");
        var first = true;
        _sync.Org.WriteFailure = () =>
        {
            if (!first)
            {
                return null;
            }

            first = false;
            return (Dropped, true);
        };
        _sync.Org.Refusal = record => first || _sync.Org.Events.Count == 0 || _sync.Org.Writes.Count > 1
            ? null
            : new SalesforceFailure(FailureClass.TransientRecord, "UNABLE_TO_LOCK_ROW", "", []);

        await _sync.PassHoldsAndDrainAsync();
        Assert.Single(_sync.Org.Events);
        await RetryAsync();

        Assert.Equal(2, _sync.Org.Events.Count);
        var actions = await _sync.ActionsAsync();
        Assert.All(actions, a => Assert.Equal(ActionStatus.Synced, a.Status));
        Assert.Equal(2, actions.Select(a => a.EventId).Distinct().Count());
    }

    [StoreFact]
    public async Task TwoAlike_OneSyncedBefore_ItsEventIsNotTakenForTheOther()
    {
        await _sync.SendMailAsync("m1");
        await _sync.PostAsync($$"""
            {"id":"twin","type":"message.sent","channel":"mail","activity_id":"m2","occurred_at":"{{SyncHarness.T0:yyyy-MM-ddTHH:mm:ssZ}}",
             "operator":{"email":"sato@example.com"},"data":{"subject":"件","body":"本文","to":["a@customer.example"] } }
            """);
        var writes = 0;
        _sync.Memory.SizerOf(_sync.ConnectionId).Took(2, TimeSpan.FromMinutes(1));
        await _sync.PassHoldsAndDrainAsync();
        Assert.Equal(2, _sync.Org.Events.Count);

        await _sync.PostAsync($$"""
            {"id":"triplet","type":"message.sent","channel":"mail","activity_id":"m3","occurred_at":"{{SyncHarness.T0:yyyy-MM-ddTHH:mm:ssZ}}",
             "operator":{"email":"sato@example.com"},"data":{"subject":"件","body":"本文","to":["a@customer.example"] } }
            """);
        _sync.Org.WriteFailure = () => writes++ == 0 ? (Dropped, false) : null;
        await _sync.PassHoldsAndDrainAsync();
        await RetryAsync();

        Assert.Equal(3, _sync.Org.Events.Count);
        Assert.Equal(3, (await _sync.ActionsAsync()).Select(a => a.EventId).OfType<string>().Distinct().Count());
    }

    [StoreFact]
    public async Task Write_WithoutAnAccessToken_IsNotInDoubt()
    {
        await _sync.SendMailAsync();
        _sync.Org.ConnectFailure = () => Dropped with { Code = "TOKEN_NOT_STORED", Certainty = WriteCertainty.NotWritten };

        await _sync.PassHoldsAndDrainAsync();

        Assert.Empty(_sync.Org.Writes);
        Assert.Equal((ActionStatus.Pending, WriteCertainty.NotWritten), ((await _sync.ActionAsync()).Status, (await _sync.ActionAsync()).Doubt));
        Assert.Equal(0, await _sync.Store.ReadAsync((db, token) => db.WrittenEvents.CountAsync(token), default));
    }

    [StoreFact]
    [Trait("Rule", "R-T4")]
    public async Task Cancel_WhileTheWriteIsInDoubt_DeletesWhatStands()
    {
        await _sync.SendMailAsync();
        FailNextWrite(Dropped, done: true);
        await _sync.PassHoldsAndDrainAsync();

        await _sync.CancelSendAsync();
        await RetryAsync();

        Assert.Empty(_sync.Org.Events);
        Assert.Equal(ActionStatus.Cancelled, (await _sync.ActionAsync()).Status);
        Assert.Equal("CANCELLED_LATE", Assert.Single(await _sync.LogAsync()).Code);
    }

    private void FailNextWrite(SalesforceFailure failure, bool done)
    {
        var failed = false;
        _sync.Org.WriteFailure = () =>
        {
            if (failed)
            {
                return null;
            }

            failed = true;
            return (failure, done);
        };
    }

    private Task<DrainReport> RetryAsync()
    {
        _sync.Clock.Advance(TimeSpan.FromSeconds(30));
        return _sync.DrainAsync();
    }
}
