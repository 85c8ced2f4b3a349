using RelationSync.Domain.Actions;
using RelationSync.Domain.Connections;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Domain.Sync;

/// <summary>What holds up a whole connection: the limit, the authorisation, a stop of the process.</summary>
public sealed class DrainStopTests : IDisposable
{
    private static readonly SalesforceFailure Limit = new(FailureClass.Limit, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded.", [], WholeCall: true);
    private static readonly SalesforceFailure Gone = new(FailureClass.AuthorizationGone, "invalid_grant", "expired access/refresh token", [], WholeCall: true);
    private readonly SyncHarness _sync = new();

    public DrainStopTests() =>
        _sync.Org.Users.Add(new SalesforceUser("005000000000002AAA", "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));

    public void Dispose() => _sync.Dispose();

    [StoreFact]
    [Trait("Rule", "R-L1")]
    public async Task Limit_Reached_ActionsWaitWithOneEntryAndOneCallAnInterval()
    {
        _sync.Org.CallFailure = () => Limit;
        await _sync.SendMailAsync("m1");
        await _sync.SendMailAsync("m2");
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(ConnectionState.LimitReached, (await _sync.ConnectionAsync()).State);
        Assert.Empty(await _sync.DueWork.ListConnectionsAsync(default));
        Assert.Equal(1, _sync.Org.Calls);

        for (var minute = 1; minute <= 5; minute++)
        {
            _sync.Clock.Advance(_sync.Settings.LimitProbeInterval);
            Assert.Single(await _sync.DueWork.ListConnectionsAsync(default));
            await _sync.DrainAsync();
            Assert.Equal(1 + minute, _sync.Org.Calls);
        }

        Assert.Equal(LogCategory.Limit, Assert.Single(await _sync.LogAsync()).Category);
        Assert.All(await _sync.ActionsAsync(), a => Assert.Equal(ActionStatus.Pending, a.Status));

        _sync.Org.CallFailure = () => null;
        _sync.Clock.Advance(_sync.Settings.LimitProbeInterval);
        await _sync.DrainAsync();
        Assert.Equal(2, _sync.Org.Events.Count);
        Assert.Equal(ConnectionState.Active, (await _sync.ConnectionAsync()).State);
        Assert.Single(await _sync.LogAsync());
    }

    [StoreFact]
    [Trait("Rule", "R-L1")]
    public async Task Limit_OverWithNothingToSend_IsFoundOutByOneSmallCall()
    {
        _sync.Org.CallFailure = () => Limit;
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();
        await _sync.CancelSendAsync();
        _sync.Org.CallFailure = () => null;

        _sync.Clock.Advance(_sync.Settings.LimitProbeInterval);
        await _sync.DrainAsync();

        Assert.Equal(ConnectionState.Active, (await _sync.ConnectionAsync()).State);
    }

    [StoreFact]
    [Trait("Rule", "R-A4")]
    public async Task Authorization_RefusedThreeTimes_IsGoneAndActionsWaitWithOneEntry()
    {
        _sync.Org.CallFailure = () => Gone;
        await _sync.SendMailAsync();

        await _sync.PassHoldsAndDrainAsync();
        for (var again = 1; again < AuthorizationTrouble.RefusalsToBeGone; again++)
        {
            Assert.Equal(ConnectionState.Active, (await _sync.ConnectionAsync()).State);
            Assert.Empty(await _sync.LogAsync());
            Assert.Empty(await _sync.DueWork.ListConnectionsAsync(default));
            _sync.Clock.Advance(_sync.Settings.RetryBaseDelay);
            await _sync.DrainAsync();
        }

        Assert.Equal(ConnectionState.AuthorizationExpired, (await _sync.ConnectionAsync()).State);
        Assert.Equal(ActionStatus.Pending, (await _sync.ActionAsync()).Status);
        Assert.Equal((LogSeverity.Error, LogCategory.Authorization), Assert.Single((await _sync.LogAsync()).Select(e => (e.Severity, e.Category))));
        Assert.Empty(await _sync.DueWork.ListConnectionsAsync(default));
    }

    [StoreFact]
    [Trait("Rule", "R-A4")]
    public async Task Authorization_RefusedByEveryBatchOfADrain_CountsOnce()
    {
        _sync.Org.CallFailure = () => Gone;
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();

        for (var again = 0; again < 5; again++)
        {
            await _sync.DrainAsync();
        }

        Assert.Equal((1, ConnectionState.Active), ((await _sync.ConnectionAsync()).Authorization.Refusals, (await _sync.ConnectionAsync()).State));
    }

    [StoreTheory]
    [Trait("Rule", "R-A7")]
    [InlineData("invalid_app_access")]
    [InlineData("API_DISABLED_FOR_ORG")]
    public async Task App_Blocked_IsAStateAtOnceWithOneEntryAndActionsWait(string code)
    {
        _sync.Org.CallFailure = () => new SalesforceFailure(FailureClassifier.Classify(code), code, "no", [], WholeCall: true);
        await _sync.SendMailAsync();

        await _sync.PassHoldsAndDrainAsync();
        await _sync.DrainAsync();

        Assert.Equal(ConnectionState.Blocked, (await _sync.ConnectionAsync()).State);
        Assert.Equal((ActionStatus.Pending, 0), ((await _sync.ActionAsync()).Status, (await _sync.ActionAsync()).Attempts));
        Assert.Equal((LogSeverity.Error, LogCategory.Authorization, code), Assert.Single((await _sync.LogAsync()).Select(e => (e.Severity, e.Category, e.Code))));
        Assert.Empty(await _sync.DueWork.ListConnectionsAsync(default));
    }

    [StoreFact]
    [Trait("Rule", "R-T12")]
    public async Task Salesforce_Overloaded_IsTriedAgainByItself()
    {
        var failures = 2;
        _sync.Org.CallFailure = () => failures-- > 0 ? new SalesforceFailure(FailureClass.TransientCall, "HTTP_503", "down", [], WholeCall: true) : null;
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();
        for (var i = 0; i < 2; i++)
        {
            _sync.Clock.Advance(TimeSpan.FromMinutes(1));
            await _sync.DrainAsync();
        }

        Assert.Single(_sync.Org.Events);
        Assert.Empty(await _sync.LogAsync());
    }

    [StoreFact]
    public async Task Stop_BeforeTheWrite_HandsEverythingBack()
    {
        await _sync.SendMailAsync();
        _sync.Clock.Advance(TimeSpan.FromSeconds(61));
        using var stopping = new CancellationTokenSource();
        var lease = (await _sync.Leases.AcquireAsync(_sync.ConnectionId, default))!;
        _sync.Org.CallFailure = () =>
        {
            stopping.Cancel();
            return null;
        };

        await _sync.DrainUnderAsync(lease, stopping.Token);

        Assert.Empty(_sync.Org.Writes);
        var action = await _sync.ActionAsync();
        Assert.Equal((ActionStatus.Pending, WriteCertainty.NotWritten), (action.Status, action.Doubt));
    }

    [StoreFact]
    [Trait("Rule", "R-T4")]
    public async Task Cancel_AfterTheEventStands_DeletesItAndSaysSo()
    {
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();
        Assert.Single(_sync.Org.Events);

        await _sync.CancelSendAsync();
        await _sync.DrainAsync();

        Assert.Empty(_sync.Org.Events);
        Assert.Equal(ActionStatus.Cancelled, (await _sync.ActionAsync()).Status);
        Assert.Equal((LogSeverity.Warning, LogCategory.CancelledLate), Assert.Single((await _sync.LogAsync()).Select(e => (e.Severity, e.Category))));
    }

    [StoreFact]
    [Trait("Rule", "R-T4")]
    public async Task Cancel_WhileTheDrainWrites_StillTakesTheEventAway()
    {
        await _sync.SendMailAsync();
        var cancelled = false;
        _sync.Org.CallFailure = () =>
        {
            if (!cancelled)
            {
                cancelled = true;
                _sync.CancelSendAsync().GetAwaiter().GetResult();
            }

            return null;
        };

        await _sync.PassHoldsAndDrainAsync();
        await _sync.DrainAsync();

        Assert.Empty(_sync.Org.Events);
        Assert.Equal(ActionStatus.Cancelled, (await _sync.ActionAsync()).Status);
    }

    [StoreFact]
    [Trait("Rule", "R-T9")]
    public async Task HalfACall_AfterThirtyDays_IsGivenUpWithAnEntry()
    {
        await _sync.PostAsync($$"""
            {"id":"k1e","type":"call.ended","channel":"call","activity_id":"k1","occurred_at":"{{_sync.Now}}",
             "data":{"direction":"inbound","started_at":"{{_sync.Now}}","ended_at":"{{_sync.Now}}","phone":"0312345678"} }
            """);
        _sync.Clock.Advance(TimeSpan.FromDays(30) - TimeSpan.FromSeconds(1));
        Assert.Equal(0, await _sync.DueWork.GiveUpHalvesAsync(default));

        _sync.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await _sync.DueWork.GiveUpHalvesAsync(default));

        Assert.Equal(ActionStatus.Cancelled, (await _sync.ActionAsync()).Status);
        Assert.Equal("HALF_GIVEN_UP", Assert.Single(await _sync.LogAsync()).Code);
    }

    [StoreFact]
    [Trait("Rule", "R-W7")]
    public async Task Caches_Misses_AreNeverRemembered()
    {
        await _sync.SendMailAsync("m1");
        await _sync.PassHoldsAndDrainAsync();
        _sync.Org.Contacts.Add(new RelationSync.Domain.Targets.TargetHit("003000000000001AAA", "a@customer.example", null, SyncHarness.T0));
        await _sync.SendMailAsync("m2");
        await _sync.PassHoldsAndDrainAsync();

        Assert.Empty(_sync.Org.Events[0].Record.WhoIds);
        Assert.Equal(["003000000000001AAA"], _sync.Org.Events[1].Record.WhoIds);
    }

    [StoreFact]
    public async Task Batch_WithWarmCaches_CostsOneCall()
    {
        _sync.Org.Contacts.Add(new RelationSync.Domain.Targets.TargetHit("003000000000001AAA", "a@customer.example", null, SyncHarness.T0));
        _sync.Org.Roles.Add(new RelationSync.Domain.Targets.OpportunityRole("006000000000001AAA", "003000000000001AAA", true, SyncHarness.T0));
        await _sync.SendMailAsync("m0");
        await _sync.PassHoldsAndDrainAsync();
        var before = _sync.Org.Calls;
        for (var i = 1; i <= 100; i++)
        {
            await _sync.SendMailAsync($"m{i}");
        }

        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(before + 1, _sync.Org.Calls);
        Assert.Equal(101, _sync.Org.Events.Count);
    }
}
