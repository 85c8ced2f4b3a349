using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Domain.Targets;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Domain.Sync;

/// <summary>R-D2: who can't see the Event can't prove that it isn't there.</summary>
[Trait("Rule", "R-D2")]
public sealed class DrainUnseenTests : IDisposable
{
    private const string Contact = "003000000000001AAA";

    private static readonly SalesforceFailure Dropped = new(
        FailureClass.TransientCall, "CONNECTION_LOST", "dropped", [], WriteCertainty.Unknown, WholeCall: true);

    private readonly SyncHarness _sync = new();

    public DrainUnseenTests()
    {
        _sync.Org.Users.Add(new SalesforceUser("005000000000002AAA", "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));
        _sync.Org.SeesAll = false;
        // As an org whose activities are public shares them: what hangs on nobody is its owner's alone.
        _sync.Org.Sees = r => r.WhoIds.Count > 0 || r.OwnerId == _sync.Org.Capabilities.UserId;
    }

    public void Dispose() => _sync.Dispose();

    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Unmarked_NothingFoundAndNothingProved_IsNeverWrittenAgain(bool done)
    {
        await _sync.SendMailAsync();
        FailNextWrite(Dropped, done);
        await _sync.PassHoldsAndDrainAsync();

        for (var i = 0; i < 3; i++)
        {
            _sync.Clock.Advance(TimeSpan.FromMinutes(20));
            await _sync.DrainAsync();
        }

        Assert.Single(_sync.Org.Writes);
        var (action, entry) = (await _sync.ActionAsync(), Assert.Single(await _sync.LogAsync()));
        Assert.Equal((ActionStatus.Failed, "OUTCOME_UNKNOWN"), (action.Status, action.LastError));
        Assert.Equal((LogSeverity.Error, LogCategory.Transient, "OUTCOME_UNKNOWN"), (entry.Severity, entry.Category, entry.Code));
        Assert.NotEqual(WriteCertainty.NotWritten, action.Doubt);
    }

    [StoreFact]
    public async Task Unmarked_TimedOut_IsLookedForTenMinutesBeforeItIsGivenUp()
    {
        await _sync.SendMailAsync();
        FailNextWrite(Dropped with { Code = "TIMEOUT", Certainty = WriteCertainty.TimedOut }, done: false);
        await _sync.PassHoldsAndDrainAsync();
        _sync.Clock.Advance(TimeSpan.FromMinutes(9));
        await _sync.DrainAsync();
        Assert.Equal(ActionStatus.Pending, (await _sync.ActionAsync()).Status);

        _sync.Clock.Advance(TimeSpan.FromMinutes(2));
        await _sync.DrainAsync();

        Assert.Single(_sync.Org.Writes);
        Assert.Equal((ActionStatus.Failed, "OUTCOME_UNKNOWN"), ((await _sync.ActionAsync()).Status, (await _sync.ActionAsync()).LastError));
    }

    [StoreFact]
    public async Task Unmarked_Found_IsProof()
    {
        _sync.Org.Contacts.Add(new TargetHit(Contact, "a@customer.example", null, SyncHarness.T0));
        await _sync.SendMailAsync();
        FailNextWrite(Dropped, done: true);

        await _sync.PassHoldsAndDrainAsync();
        await RetryAsync();

        Assert.Equal(Assert.Single(_sync.Org.Events).Id, (await _sync.ActionAsync()).EventId);
    }

    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Rule", "R-D1")]
    public async Task Unmarked_ConnectedThroughAnotherUserMeanwhile_IsAskedAndNotWrittenTwice(bool cancelled)
    {
        _sync.Org.SeesAll = true;
        await _sync.SendMailAsync();
        FailNextWrite(Dropped, done: true);
        await _sync.PassHoldsAndDrainAsync();
        await ReconnectAsync(_sync.Org.Capabilities with { UserId = "005000000000007AAA" });
        if (cancelled)
        {
            await _sync.CancelSendAsync();
        }

        await RetryAsync();

        Assert.Single(_sync.Org.Events);
        Assert.Equal((ActionStatus.Failed, "OUTCOME_UNKNOWN"), ((await _sync.ActionAsync()).Status, (await _sync.ActionAsync()).LastError));
    }

    [StoreTheory]
    [InlineData("nobody@example.com", false)]
    [InlineData("sato@example.com", true)]
    public async Task Unmarked_NotFoundWhereThatProvesIt_IsWrittenAgain(string by, bool seesAll)
    {
        // The first is to be the connecting user's own (R-O4).
        _sync.Org.SeesAll = seesAll;
        await _sync.SendMailAsync(by: by);
        FailNextWrite(Dropped, done: false);

        await _sync.PassHoldsAndDrainAsync();
        await RetryAsync();

        Assert.Single(_sync.Org.Events);
        Assert.Equal(ActionStatus.Synced, (await _sync.ActionAsync()).Status);
    }

    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Marked_InDoubt_IsUpsertedAndAMaskedDuplicateMeansThatItStands(bool done)
    {
        MarkerField();
        await _sync.SendMailAsync();
        FailNextWrite(Dropped, done);

        await _sync.PassHoldsAndDrainAsync();
        await RetryAsync();

        Assert.Single(_sync.Org.Events);
        var action = await _sync.ActionAsync();
        Assert.Equal((ActionStatus.Synced, done ? null : _sync.Org.Events[0].Id), (action.Status, action.EventId));
        Assert.Equal(done ? ["EVENT_NOT_SEEN"] : [], (await _sync.LogAsync()).Select(e => e.Code));
        Assert.All(await _sync.LogAsync(), e => Assert.Equal(LogSeverity.Warning, e.Severity));
    }

    [StoreFact]
    public async Task Marked_RefusedForAMomentInBetween_StandsAllTheSame()
    {
        MarkerField();
        await _sync.SendMailAsync();
        FailNextWrite(Dropped, done: true);
        await _sync.PassHoldsAndDrainAsync();
        _sync.Org.Refusal = _ => new SalesforceFailure(FailureClass.TransientRecord, "UNABLE_TO_LOCK_ROW", "", []);
        await RetryAsync();
        _sync.Org.Refusal = _ => null;

        await RetryAsync();

        Assert.Equal((ActionStatus.Synced, null), ((await _sync.ActionAsync()).Status, (await _sync.ActionAsync()).EventId));
    }

    [StoreTheory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public async Task Marked_MaskedDuplicateThatCannotBeOurs_FailsOnce(bool inDoubt, bool seesAll)
    {
        MarkerField();
        _sync.Org.SeesAll = seesAll;
        await _sync.SendMailAsync();
        _sync.Org.Refusal = _ => FakeSalesforceOrg.Duplicate("<unknown>");
        if (inDoubt)
        {
            FailNextWrite(Dropped, done: false);
        }

        await _sync.PassHoldsAndDrainAsync();
        await RetryAsync();
        await RetryAsync();

        Assert.Equal((ActionStatus.Failed, "DUPLICATE_VALUE"), ((await _sync.ActionAsync()).Status, (await _sync.ActionAsync()).LastError));
        Assert.Single(await _sync.LogAsync());
    }

    [StoreFact]
    [Trait("Rule", "R-A2")]
    public async Task Unmarked_ConnectedToAnotherOrgMeanwhile_IsNotWrittenThere()
    {
        _sync.Org.SeesAll = true;
        await _sync.SendMailAsync();
        FailNextWrite(Dropped, done: false);
        await _sync.PassHoldsAndDrainAsync();
        await ReconnectAsync(_sync.Org.Capabilities with { OrgId = "00D000000000009AAA" });

        await RetryAsync();

        Assert.Single(_sync.Org.Writes);
        Assert.Equal("OUTCOME_UNKNOWN", (await _sync.ActionAsync()).LastError);
    }

    [StoreTheory]
    [Trait("Rule", "R-T4")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Cancelled_WhileNothingCanBeProved_IsAskedAndNothingIsDeleted(bool marker)
    {
        if (marker)
        {
            MarkerField();
        }

        await _sync.SendMailAsync();
        FailNextWrite(Dropped, done: true);
        await _sync.PassHoldsAndDrainAsync();

        await _sync.CancelSendAsync();
        await RetryAsync();

        var action = await _sync.ActionAsync();
        Assert.Equal((ActionStatus.Failed, "OUTCOME_UNKNOWN"), (action.Status, action.LastError));
        Assert.Empty(_sync.Org.Deletes);
    }

    private void MarkerField() => _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = true };

    private async Task ReconnectAsync(OrgCapabilities capabilities)
    {
        _sync.Org.Capabilities = capabilities;
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
