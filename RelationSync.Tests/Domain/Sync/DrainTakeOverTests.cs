using RelationSync.Domain.Actions;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Domain.Sync;

/// <summary>R-D1, where a process ends or is too slow, and another takes its work over.</summary>
[Trait("Rule", "R-D1")]
public sealed class DrainTakeOverTests : IDisposable
{
    private static readonly SalesforceFailure Dropped = new(
        FailureClass.TransientCall, "CONNECTION_LOST", "dropped", [], WriteCertainty.Unknown, WholeCall: true);

    private readonly SyncHarness _sync = new();

    public DrainTakeOverTests() =>
        _sync.Org.Users.Add(new SalesforceUser("005000000000002AAA", "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));

    public void Dispose() => _sync.Dispose();

    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Process_KilledInTheMiddleOfAWrite_OneEventStands(bool written)
    {
        await _sync.SendMailAsync();
        await _sync.DieWritingAsync(written);

        await _sync.DrainAsync();
        Assert.Single(_sync.Org.Writes);
        _sync.Clock.Advance(TimeSpan.FromMinutes(11));
        await _sync.DrainAsync();

        Assert.Single(_sync.Org.Events);
        Assert.Equal(written ? 1 : 2, _sync.Org.Writes.Count);
        Assert.Equal(ActionStatus.Synced, (await _sync.ActionAsync()).Status);
    }

    [StoreFact]
    public async Task Process_KilledBeforeItSentAnything_IsWrittenAtOnce()
    {
        _sync.Org.SeesAll = false;
        await _sync.SendMailAsync();
        await ClaimAndDieAsync();

        await _sync.DrainAsync();

        Assert.Single(_sync.Org.Events);
        Assert.Equal(ActionStatus.Synced, (await _sync.ActionAsync()).Status);
    }

    [StoreFact]
    public async Task Process_KilledTwiceBeforeItSentAnything_IsWrittenAtOnce()
    {
        await _sync.SendMailAsync();
        await ClaimAndDieAsync();
        await ClaimAndDieAsync();

        await _sync.DrainAsync();

        Assert.Single(_sync.Org.Events);
        Assert.Equal(ActionStatus.Synced, (await _sync.ActionAsync()).Status);
    }

    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Process_KilledUpsertingByMarkerTwice_OneEventStands(bool firstIsDoneLast)
    {
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = true };
        await _sync.SendMailAsync();
        await _sync.DieWritingAsync(done: false);
        await _sync.DieWritingAsync(done: true);

        await _sync.DrainAsync();
        if (firstIsDoneLast)
        {
            await _sync.Org.WriteAsync(_sync.Org.Writes[0], byMarker: true, recordsPerCollection: 200, CancellationToken.None);
        }

        Assert.Single(_sync.Org.Events);
        Assert.Equal(ActionStatus.Synced, (await _sync.ActionAsync()).Status);
    }

    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Rule", "R-T4")]
    public async Task Process_KilledUpsertingByMarker_ACancelWaitsForItsWrite(bool comesLate)
    {
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = true };
        await _sync.SendMailAsync();
        await _sync.DieWritingAsync(done: false);
        await _sync.CancelSendAsync();

        await _sync.DrainAsync();

        Assert.Equal(ActionStatus.Pending, (await _sync.ActionAsync()).Status);
        _sync.Clock.Advance(TimeSpan.FromMinutes(5));
        if (comesLate)
        {
            await _sync.Org.WriteAsync(_sync.Org.Writes[0], byMarker: true, recordsPerCollection: 200, CancellationToken.None);
        }

        _sync.Clock.Advance(TimeSpan.FromMinutes(6));
        await _sync.DrainAsync();
        Assert.Empty(_sync.Org.Events);
        Assert.Equal(ActionStatus.Cancelled, (await _sync.ActionAsync()).Status);
    }

    [StoreFact]
    [Trait("Rule", "R-D2")]
    public async Task Process_KilledUpsertingByMarkerWhatItCannotSee_ACancelIsOfUnknownOutcomeAtOnce()
    {
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = true };
        (_sync.Org.SeesAll, _sync.Org.Sees) = (false, _ => false);
        await _sync.SendMailAsync();
        await _sync.DieWritingAsync(done: true);
        await _sync.CancelSendAsync();

        await _sync.DrainAsync();

        var action = await _sync.ActionAsync();
        Assert.Equal((ActionStatus.Failed, "OUTCOME_UNKNOWN"), (action.Status, action.LastError));
    }

    [StoreFact]
    public async Task Process_KilledWritingTwice_TheFirstWriteKeepsItsTime()
    {
        await _sync.SendMailAsync();
        await _sync.DieWritingAsync(done: false);
        var sentAt = (await _sync.ActionAsync()).SentAt;
        Assert.NotNull(sentAt);

        await ClaimAndDieAsync();

        Assert.NotNull(await _sync.Leases.AcquireAsync(_sync.ConnectionId, default));
        Assert.Equal(sentAt, (await _sync.ActionAsync()).SentAt);
    }

    [StoreFact]
    public async Task Claim_TakenOver_MayHaveBeenSentSinceItWasClaimed()
    {
        await _sync.SendMailAsync();
        var claimedAt = await ClaimAndDieAsync();

        Assert.NotNull(await _sync.Leases.AcquireAsync(_sync.ConnectionId, default));

        var action = await _sync.ActionAsync();
        Assert.Equal((ActionStatus.Pending, WriteCertainty.Unknown, claimedAt), (action.Status, action.Doubt, action.SentAt));
    }

    [StoreFact]
    public async Task Claim_TakenOverOfAnEarlierWriteInDoubt_KeepsWhenThatWasSent()
    {
        await _sync.SendMailAsync();
        _sync.Org.WriteFailure = () => (Dropped, false);
        await _sync.PassHoldsAndDrainAsync();
        var sentAt = (await _sync.ActionAsync()).SentAt;
        Assert.NotNull(sentAt);
        await ClaimAndDieAsync();

        Assert.NotNull(await _sync.Leases.AcquireAsync(_sync.ConnectionId, default));

        Assert.Equal((ActionStatus.Pending, sentAt), ((await _sync.ActionAsync()).Status, (await _sync.ActionAsync()).SentAt));
    }

    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Process_ThatStoodStillAtACall_SendsNothingMore(bool renewed)
    {
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = true };
        await _sync.SendMailAsync();
        _sync.Clock.Advance(TimeSpan.FromSeconds(61));
        var lease = await _sync.AcquireElsewhereAsync();
        _sync.Org.CallFailure = () =>
        {
            _sync.Org.CallFailure = () => null;
            _sync.Clock.Advance(TimeSpan.FromSeconds(15));
            if (renewed)
            {
                lease.Renewed(_sync.Wall.GetTimestamp());
            }

            _sync.Clock.Advance(TimeSpan.FromSeconds(15));
            return null;
        };

        await _sync.DrainUnderAsync(lease);

        Assert.Equal(renewed ? 1 : 0, _sync.Org.Writes.Count);
    }

    [StoreFact]
    public async Task Result_OfALeaseThatWasTakenOver_IsNotStored()
    {
        await _sync.SendMailAsync();
        _sync.Clock.Advance(TimeSpan.FromSeconds(61));
        var slow = (await _sync.OtherProcess().AcquireAsync(_sync.ConnectionId, default))!;
        var claimed = Assert.Single(await _sync.Sync.ClaimAsync(slow, 10, default));
        await _sync.Leases.AcquireAsync(_sync.ConnectionId, default);
        _sync.Clock.Advance(TimeSpan.FromSeconds(31));
        Assert.NotNull(await _sync.Leases.AcquireAsync(_sync.ConnectionId, default));

        var late = new BatchResult();
        late.Settlements.Add(new Settlement(claimed.Seq, ActionIntent.Create, ActionStatus.Synced, "00U000000000SLOWAA", _sync.Clock.GetUtcNow(), null, 1, null, WriteCertainty.NotWritten, null, null, []));
        await _sync.Sync.SettleAsync(slow, late, default);

        var action = await _sync.ActionAsync();
        Assert.Equal(ActionStatus.Pending, action.Status);
        Assert.Null(action.EventId);
        Assert.Equal(WriteCertainty.Unknown, action.Doubt);
    }

    /// <summary>Another process claims what is due and does nothing more. When this returns, its lease is dead.</summary>
    private async Task<DateTimeOffset?> ClaimAndDieAsync()
    {
        _sync.Clock.Advance(TimeSpan.FromSeconds(61));
        var dead = await _sync.AcquireElsewhereAsync();
        Assert.Single(await _sync.Sync.ClaimAsync(dead, 10, default));
        var claimedAt = _sync.Clock.GetUtcNow();
        Assert.Null(await _sync.Leases.AcquireAsync(_sync.ConnectionId, default));
        _sync.Clock.Advance(TimeSpan.FromSeconds(31));
        return claimedAt;
    }
}
