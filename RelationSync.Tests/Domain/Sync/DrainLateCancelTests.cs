using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Domain.Sync;

/// <summary>R-T4, R-A2: a late cancel deletes what is surely ours, and never says deleted of what isn't.</summary>
[Trait("Rule", "R-T4")]
public sealed class DrainLateCancelTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    public DrainLateCancelTests() =>
        _sync.Org.Users.Add(new SalesforceUser("005000000000002AAA", "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));

    public void Dispose() => _sync.Dispose();

    [StoreTheory]
    [InlineData("INVALID_CROSS_REFERENCE_KEY", FailureClass.Data, "wasn't found")]
    [InlineData("NOT_FOUND", FailureClass.Configuration, "wasn't found")]
    [InlineData("INSUFFICIENT_ACCESS_OR_READONLY", FailureClass.Configuration, "may not delete")]
    [InlineData("INSUFFICIENT_ACCESS_ON_CROSS_REFERENCE_ENTITY", FailureClass.Data, "may not delete")]
    public async Task Event_ThatCannotBeDeleted_StaysSyncedWithAWarning(string code, FailureClass failure, string says)
    {
        await SyncAsync();
        _sync.Org.DeleteFailure = _ => (new SalesforceFailure(failure, code, "", []), false);

        await CancelAsync();
        await CancelAsync();

        await AssertStaysAsync(says);
        Assert.Single(_sync.Org.Deletes);
    }

    [StoreFact]
    public async Task Event_InTheBin_StandsNoLonger()
    {
        await SyncAsync();
        await _sync.Org.DeleteAsync([_sync.Org.Events[0].Id], default);

        await CancelAsync();

        await AssertCancelledAsync("deleted already");
    }

    [StoreTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Deletion_WhoseAnswerWasLost_IsToldOnceAsDeleted(bool emptied)
    {
        await SyncAsync();
        _sync.Org.DeleteFailure = _ => (new SalesforceFailure(FailureClass.TransientCall, "CONNECTION_LOST", "", [], WriteCertainty.Unknown, WholeCall: true), true);
        await CancelAsync();
        _sync.Org.DeleteFailure = _ => null;
        if (emptied)
        {
            _sync.Org.Bin.Clear();
        }

        await CancelAsync();

        await AssertCancelledAsync(emptied ? "no longer there" : "deleted already");
    }

    [StoreFact]
    [Trait("Rule", "R-D1")]
    public async Task Event_WhoseEarlierUpsertMayStillBeDone_IsDeletedOnlyThen()
    {
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = true };
        _sync.Org.WriteFailure = () => (new SalesforceFailure(FailureClass.TransientCall, "TIMEOUT", "", [], WriteCertainty.TimedOut, WholeCall: true), false);
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();
        _sync.Org.WriteFailure = () => null;
        await _sync.PassHoldsAndDrainAsync();
        Assert.Equal(ActionStatus.Synced, (await _sync.ActionAsync()).Status);

        await CancelAsync();

        Assert.Empty(_sync.Org.Deletes);
        _sync.Clock.Advance(_sync.Settings.TimedOutDoubt);
        await _sync.DrainAsync();
        Assert.Empty(_sync.Org.Events);
        Assert.Equal(ActionStatus.Cancelled, (await _sync.ActionAsync()).Status);
    }

    [StoreFact]
    [Trait("Rule", "R-A2")]
    public async Task Event_OfAnotherOrg_IsNotTouchedAndNotCalledDeleted()
    {
        await SyncAsync();
        _sync.Org.Capabilities = _sync.Org.Capabilities with { OrgId = "00D000000000009AAA" };
        await _sync.Store.WriteAsync((db, _) => Task.FromResult(db.Authorizations.Single().CapabilitiesAt = null), default);

        await CancelAsync();

        await AssertStaysAsync("no longer connected");
        Assert.Empty(_sync.Org.Deletes);
        Assert.Single(_sync.Org.Events);
    }

    [StoreFact]
    [Trait("Rule", "R-D2")]
    public async Task Event_WhoseIdIsUnknown_StaysSyncedUntilItIsSeen()
    {
        await StandUnseenAsync();

        await CancelAsync();

        await AssertStaysAsync("id isn't known");
        Assert.Empty(_sync.Org.Deletes);
    }

    [StoreFact]
    [Trait("Rule", "R-D2")]
    public async Task Event_WhoseIdWasUnknownAndThatIsSeenNow_IsDeleted()
    {
        await StandUnseenAsync();
        _sync.Org.SeesAll = true;

        await CancelAsync();

        Assert.Empty(_sync.Org.Events);
        Assert.Equal(ActionStatus.Cancelled, (await _sync.ActionAsync()).Status);
    }

    /// <summary>Synced with a marker, id unknown.</summary>
    private async Task StandUnseenAsync()
    {
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = true };
        (_sync.Org.SeesAll, _sync.Org.Sees) = (false, _ => false);
        var failed = false;
        _sync.Org.WriteFailure = () => failed ? null : (failed = true, (new SalesforceFailure(FailureClass.TransientCall, "CONNECTION_LOST", "", [], WriteCertainty.Unknown, WholeCall: true), true)).Item2;
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();
        _sync.Clock.Advance(TimeSpan.FromSeconds(30));
        await _sync.DrainAsync();
        Assert.Equal((ActionStatus.Synced, null), ((await _sync.ActionAsync()).Status, (await _sync.ActionAsync()).EventId));
    }

    private async Task SyncAsync()
    {
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();
        Assert.Equal(ActionStatus.Synced, (await _sync.ActionAsync()).Status);
    }

    private async Task CancelAsync()
    {
        _sync.Clock.Advance(TimeSpan.FromSeconds(30));
        await _sync.CancelSendAsync();
        await _sync.DrainAsync();
    }

    private async Task AssertStaysAsync(string says)
    {
        var (action, entry) = (await _sync.ActionAsync(), (await _sync.LogAsync())[^1]);
        Assert.Equal(ActionStatus.Synced, action.Status);
        Assert.NotNull(action.SyncedAt);
        Assert.Equal((LogSeverity.Warning, LogCategory.CancelledLate), (entry.Severity, entry.Category));
        Assert.Contains(says, entry.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("was deleted.", entry.Message, StringComparison.Ordinal);
    }

    private async Task AssertCancelledAsync(string says)
    {
        Assert.Empty(_sync.Org.Events);
        Assert.Equal(ActionStatus.Cancelled, (await _sync.ActionAsync()).Status);
        var entry = Assert.Single(await _sync.LogAsync());
        Assert.Equal(LogCategory.CancelledLate, entry.Category);
        Assert.Contains(says, entry.Message, StringComparison.Ordinal);
    }
}
