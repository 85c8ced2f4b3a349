using RelationSync.Domain.Actions;
using RelationSync.Domain.Operations;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Intake;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Domain.Sync;

/// <summary>R-P6: better evidence corrects an Event that stands, its owner and times, and nothing else.</summary>
[Trait("Rule", "R-P6")]
public sealed class DrainCorrectionTests : IDisposable
{
    private const string Sato = "005000000000002AAA";
    private const string Suzuki = "005000000000003AAA";

    private readonly SyncHarness _sync = new();

    public DrainCorrectionTests()
    {
        _sync.Org.Users.Add(new SalesforceUser(Sato, "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));
        _sync.Org.Users.Add(new SalesforceUser(Suzuki, "suzuki@example.com", "suzuki@example.com", true, "Standard", "Salesforce", SyncHarness.T0));
    }

    public void Dispose() => _sync.Dispose();

    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Event_WhoseOwnerAndTimesAreBetterKnown_GetsThem_AndNothingElse(bool marker)
    {
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = marker };
        await SyncAsync();
        var (before, synced) = (_sync.Org.Events[0], await _sync.ActionAsync());
        _sync.Clock.Advance(TimeSpan.FromHours(1));

        await CorrectAsync("suzuki", draft: "2026-11-23T00:30:00Z");
        Assert.Equal((ActionIntent.Update, ActionStatus.Pending), ((await _sync.ActionAsync()).Intent, (await _sync.ActionAsync()).Status));
        await _sync.DrainAsync();

        Assert.Equal(before.Record with { OwnerId = Suzuki, Start = new DateTimeOffset(2026, 11, 23, 0, 30, 0, TimeSpan.Zero) }, Assert.Single(_sync.Org.Events).Record);
        var action = await _sync.ActionAsync();
        Assert.Equal((ActionStatus.Synced, ActionIntent.Create, synced.SyncedAt), (action.Status, action.Intent, action.SyncedAt));
        Assert.Equal(("suzuki@example.com", Evidence.Proven), (action.OperatorEmail, action.OperatorEvidence));
        Assert.Single(_sync.Org.Writes);
        var written = await _sync.Store.ReadAsync((db, _) => Task.FromResult(db.WrittenEvents.Single()), default);
        Assert.Equal((Suzuki, new DateTimeOffset(2026, 11, 23, 0, 30, 0, TimeSpan.Zero)), (written.OwnerId, written.Start));
        Assert.Empty(await _sync.LogAsync());
    }

    [StoreFact]
    public async Task Changes_OfManyEvents_RideInOneCall_WithWhatDiffersOnly()
    {
        await SyncAsync("m1");
        await SyncAsync("m2");

        await CorrectAsync("suzuki", activity: "m1");
        await CorrectAsync("suzuki", activity: "m2");
        await _sync.DrainAsync();

        Assert.All(Assert.Single(_sync.Org.Changes), c => Assert.Equal((Suzuki, null, null), (c.OwnerId, c.Start, c.End)));
        Assert.Equal(2, _sync.Org.Changes[0].Count);
    }

    [StoreFact]
    public async Task Correction_BeforeTheEvent_IsTakenOver()
    {
        await _sync.SendMailAsync();
        await CorrectAsync("suzuki");

        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(Suzuki, Assert.Single(_sync.Org.Events).Record.OwnerId);
        Assert.Empty(_sync.Org.Changes);
    }

    [StoreFact]
    public async Task Correction_ThatIsKnownNoBetter_ChangesNoEvent()
    {
        await SyncAsync();

        await CorrectAsync("suzuki", evidence: "inferred");

        Assert.Equal((ActionStatus.Synced, "sato@example.com"), ((await _sync.ActionAsync()).Status, (await _sync.ActionAsync()).OperatorEmail));
    }

    [StoreFact]
    public async Task Repeat_ThatIsKnownNoBetter_ChangesNoEvent()
    {
        await SyncAsync();

        await _sync.PostAsync($$"""
            {"id":"m1-earlier","type":"message.sent","channel":"mail","activity_id":"m1","occurred_at":"2026-11-23T00:59:00Z",
             "operator":{"email":"suzuki@example.com"},"data":{"body":"本文","to":[]} }
            """);

        Assert.Equal(ActionStatus.Synced, (await _sync.ActionAsync()).Status);
    }

    [StoreTheory]
    [InlineData(true, "it was deleted")]
    [InlineData(false, "wasn't found")]
    public async Task Event_ThatIsGone_IsNotMadeAgain(bool inTheBin, string says)
    {
        await SyncAsync();
        await _sync.Org.DeleteAsync([_sync.Org.Events[0].Id], default);
        if (!inTheBin)
        {
            _sync.Org.Bin.Clear();
        }

        await CorrectAsync("suzuki");
        await _sync.DrainAsync();

        Assert.Empty(_sync.Org.Events);
        await AssertStaysAsync(says);
    }

    [StoreFact]
    [Trait("Rule", "R-A2")]
    public async Task Event_OfAnotherOrg_IsNotTouched()
    {
        await SyncAsync();
        _sync.Org.Capabilities = _sync.Org.Capabilities with { OrgId = "00D000000000009AAA" };
        await _sync.Store.WriteAsync((db, _) => Task.FromResult(db.Authorizations.Single().CapabilitiesAt = null), default);

        await CorrectAsync("suzuki");
        await _sync.DrainAsync();

        Assert.Empty(_sync.Org.Changes);
        await AssertStaysAsync("no longer connected");
    }

    [StoreTheory]
    [InlineData("TRANSFER_REQUIRES_READ", FailureClass.Data, "Event's owner is better known")]
    [InlineData("INSUFFICIENT_ACCESS_OR_READONLY", FailureClass.Configuration, "Event's owner is better known")]
    [InlineData("FIELD_CUSTOM_VALIDATION_EXCEPTION", FailureClass.Data, "Salesforce refused the change")]
    public async Task Change_ThatIsRefused_LeavesTheEventToItsOwner(string code, FailureClass failure, string says)
    {
        await SyncAsync();
        _sync.Org.ChangeFailure = c => c.OwnerId is null ? null : (new SalesforceFailure(failure, code, "no", []), false);

        await CorrectAsync("suzuki");
        await _sync.DrainAsync();

        Assert.Equal(Sato, _sync.Org.Events[0].Record.OwnerId);
        await AssertStaysAsync(says);
    }

    [StoreTheory]
    [Trait("Rule", "R-E3")]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Change_OfUnknownOutcome_IsSentAgain(bool done)
    {
        await SyncAsync();
        _sync.Org.ChangeFailure = _ => (new SalesforceFailure(FailureClass.TransientCall, "TIMEOUT", "", [], WriteCertainty.TimedOut, WholeCall: true), done);
        await CorrectAsync("suzuki");
        await _sync.DrainAsync();
        Assert.Equal((ActionStatus.Pending, ActionIntent.Update), ((await _sync.ActionAsync()).Status, (await _sync.ActionAsync()).Intent));

        _sync.Org.ChangeFailure = _ => null;
        _sync.Clock.Advance(TimeSpan.FromMinutes(1));
        await _sync.DrainAsync();

        Assert.Equal(Suzuki, Assert.Single(_sync.Org.Events).Record.OwnerId);
        Assert.Equal((ActionStatus.Synced, WriteCertainty.NotWritten), ((await _sync.ActionAsync()).Status, (await _sync.ActionAsync()).Doubt));
        Assert.Empty(await _sync.LogAsync());
    }

    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Correction_WhileTheEventIsWrittenByAProcessThatDies_IsInTheEvent(bool done)
    {
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = true };
        await _sync.SendMailAsync();
        var dying = _sync.DieWritingAsync(done);
        await dying;
        await CorrectAsync("suzuki");

        await _sync.DrainAsync();
        _sync.Clock.Advance(TimeSpan.FromMinutes(1));
        await _sync.DrainAsync();

        Assert.Equal(Suzuki, Assert.Single(_sync.Org.Events).Record.OwnerId);
        Assert.Equal(ActionStatus.Synced, (await _sync.ActionAsync()).Status);
    }

    [StoreFact]
    public async Task Correction_WhileTheEventIsWritten_FollowsIt()
    {
        await _sync.SendMailAsync();
        _sync.Clock.Advance(TimeSpan.FromSeconds(61));
        _sync.Org.Answering = async _ =>
        {
            _sync.Org.Answering = _ => Task.CompletedTask;
            await CorrectAsync("suzuki");
        };

        await _sync.DrainAsync();
        await _sync.DrainAsync();

        Assert.Equal(Suzuki, Assert.Single(_sync.Org.Events).Record.OwnerId);
        Assert.Equal((ActionStatus.Synced, ActionIntent.Create), ((await _sync.ActionAsync()).Status, (await _sync.ActionAsync()).Intent));
    }

    [StoreFact]
    [Trait("Rule", "R-T4")]
    public async Task Cancel_OfASendThatIsToBeCorrected_DeletesItsEvent()
    {
        await SyncAsync();
        await CorrectAsync("suzuki");

        await _sync.CancelSendAsync();
        await _sync.DrainAsync();

        Assert.Empty(_sync.Org.Events);
        Assert.Equal(ActionStatus.Cancelled, (await _sync.ActionAsync()).Status);
    }

    [StoreFact]
    [Trait("Rule", "R-D1")]
    public async Task Event_WhoseEarlierUpsertMayStillBeDone_IsCorrectedOnlyThen()
    {
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = true };
        _sync.Org.WriteFailure = () => (new SalesforceFailure(FailureClass.TransientCall, "TIMEOUT", "", [], WriteCertainty.TimedOut, WholeCall: true), false);
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();
        _sync.Org.WriteFailure = () => null;
        await _sync.PassHoldsAndDrainAsync();
        await CorrectAsync("suzuki");

        await _sync.DrainAsync();

        Assert.Empty(_sync.Org.Changes);
        await _sync.Org.WriteAsync(_sync.Org.Writes[0], byMarker: true, recordsPerCollection: 200, CancellationToken.None);
        _sync.Clock.Advance(_sync.Settings.TimedOutDoubt);
        await _sync.DrainAsync();
        Assert.Equal(Suzuki, Assert.Single(_sync.Org.Events).Record.OwnerId);
        Assert.Equal((ActionStatus.Synced, WriteCertainty.NotWritten), ((await _sync.ActionAsync()).Status, (await _sync.ActionAsync()).Doubt));
    }

    [StoreFact]
    [Trait("Rule", "R-O3")]
    public async Task Operator_WhoIsOnlyInferred_GetsNoUser_UntilKnownForSure()
    {
        var made = new List<NewUser>();
        _sync.Org.CreateUser = u =>
        {
            made.Add(u);
            return new RelationSync.Domain.Sync.UserOutcome("005000000000009AAA", null);
        };
        await _sync.PostAsync(Sent("m1", "tanaka", "inferred"));
        await _sync.PassHoldsAndDrainAsync();
        Assert.Empty(made);
        Assert.Equal(_sync.Org.Capabilities.UserId, _sync.Org.Events[0].Record.OwnerId);
        Assert.Equal("USER_NOT_MADE", Assert.Single(await _sync.LogAsync()).Code);

        await CorrectAsync("tanaka");
        await _sync.DrainAsync();

        Assert.Equal("tanaka@example.com", Assert.Single(made).Email);
        Assert.Equal("005000000000009AAA", _sync.Org.Events[0].Record.OwnerId);
    }

    private async Task SyncAsync(string activity = "m1")
    {
        await _sync.SendMailAsync(activity, subject: activity);
        await _sync.PassHoldsAndDrainAsync();
        Assert.Equal(ActionStatus.Synced, (await _sync.ActionsAsync())[^1].Status);
    }

    private Task<IntakeStatus> CorrectAsync(string person, string activity = "m1", string? draft = null, string evidence = "proven") => _sync.PostAsync($$"""
        {"id":"{{Guid.NewGuid()}}","type":"activity.corrected","channel":"mail","activity_id":"{{activity}}","occurred_at":"{{_sync.Now}}","evidence":"{{evidence}}",
         "operator":{"email":"{{person}}@example.com"},"data":{ {{(draft is null ? "" : $"\"draft_saved_at\":\"{draft}\"")}} } }
        """);

    private string Sent(string activity, string person, string evidence) => $$"""
        {"id":"{{activity}}-sent","type":"message.sent","channel":"mail","activity_id":"{{activity}}","occurred_at":"{{_sync.Now}}","evidence":"{{evidence}}",
         "operator":{"email":"{{person}}@example.com"},"data":{"body":"本文","to":[]} }
        """;

    private async Task AssertStaysAsync(string says)
    {
        Assert.Equal(ActionStatus.Synced, (await _sync.ActionAsync()).Status);
        Assert.Contains(await _sync.LogAsync(), e => e.Code == "NOT_CORRECTED" && e.Message.Contains(says, StringComparison.Ordinal));
    }
}
