using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Owners;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Sync;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Domain.Sync;

/// <summary>The wall clock jumps an hour, either way: nothing is lost, doubled or stuck.</summary>
[Trait("Rule", "R-D1")]
public sealed class DrainClockTests : IDisposable
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly SalesforceFailure TimedOut = new(
        FailureClass.TransientCall, "TIMEOUT", "no answer", [], WriteCertainty.TimedOut, WholeCall: true);

    private readonly SyncHarness _sync = new();

    public DrainClockTests() =>
        _sync.Org.Users.Add(new SalesforceUser("005000000000002AAA", "sato@example.com", "sato@example.com", true, "Standard", "Salesforce", SyncHarness.T0));

    public void Dispose() => _sync.Dispose();

    [StoreTheory]
    [InlineData(1)]
    [InlineData(-1)]
    public async Task WriteInDoubt_ClockJumps_TheTenMinutesAreRealOnes(int hours)
    {
        await _sync.SendMailAsync();
        FailWritesOnce(TimedOut);
        await _sync.PassHoldsAndDrainAsync();

        _sync.Wall.Jump(hours * Hour);
        for (var passed = TimeSpan.Zero; passed < TimeSpan.FromMinutes(9); passed += Minute)
        {
            await RepairAndDrainAsync();
            Assert.Single(_sync.Org.Writes);
            _sync.Clock.Advance(Minute);
        }

        _sync.Clock.Advance(2 * Minute);
        await RepairAndDrainAsync();
        Assert.Single(_sync.Org.Events);
        Assert.Equal(ActionStatus.Synced, (await _sync.ActionAsync()).Status);
    }

    [StoreFact]
    public async Task WriteInDoubt_OfAProcessThatEnded_WaitsTheWholeTimeAnew()
    {
        await _sync.SendMailAsync();
        FailWritesOnce(TimedOut);
        await _sync.PassHoldsAndDrainAsync();

        _sync.Memory = new DrainMemory(_sync.Settings, _sync.Wall);
        _sync.Wall.Jump(Hour);
        await RepairAndDrainAsync();
        Assert.Single(_sync.Org.Writes);

        _sync.Clock.Advance(11 * Minute);
        await RepairAndDrainAsync();
        Assert.Equal(2, _sync.Org.Writes.Count);
        Assert.Single(_sync.Org.Events);
    }

    [StoreFact]
    [Trait("Rule", "R-T4")]
    public async Task WriteInDoubt_OfAProcessWhoseClockIsAhead_IsWaitedForByACancel()
    {
        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = true };
        await _sync.SendMailAsync();
        FailWritesOnce(TimedOut);
        _sync.Wall.Jump(Hour);
        await _sync.PassHoldsAndDrainAsync();
        _sync.Wall.Jump(-Hour);
        await RepairAndDrainAsync();
        Assert.Equal(ActionStatus.Synced, (await _sync.ActionAsync()).Status);

        await _sync.CancelSendAsync();
        await _sync.DrainAsync();

        Assert.Empty(_sync.Org.Deletes);
        Assert.Single(_sync.Org.Events);
    }

    [StoreFact]
    public async Task WriteInDoubt_WhoseResultCouldNotBeStored_IsStillInDoubt()
    {
        await _sync.SendMailAsync();
        FailWritesOnce(TimedOut);
        _sync.Clock.Advance(TimeSpan.FromSeconds(61));
        var lost = (await _sync.Leases.AcquireAsync(_sync.ConnectionId, default))!;
        await _sync.DrainUnderAsync(lost);
        await _sync.Store.WriteAsync(
            async (db, _) =>
            {
                // As if the disk had been full: the claim stands, the settlement doesn't.
                var action = db.Actions.Single();
                db.Entry(action).Property(a => a.Status).CurrentValue = ActionStatus.Syncing;
                db.Entry(action).Property(a => a.Doubt).CurrentValue = WriteCertainty.NotWritten;
                db.Entry(action).Property(a => a.SentAt).CurrentValue = null;
                await Task.CompletedTask;
            },
            default);
        await _sync.Leases.ReleaseAsync(lost, default);

        await _sync.DrainAsync();

        Assert.Single(_sync.Org.Writes);
        Assert.Equal(WriteCertainty.TimedOut, (await _sync.ActionAsync()).Doubt);
    }

    [StoreFact]
    public async Task MarkerFieldCreatedMeanwhile_WriteSentWithoutIt_IsNotUpsertedBesideIt()
    {
        await _sync.SendMailAsync();
        FailWritesOnce(TimedOut);
        await _sync.PassHoldsAndDrainAsync();

        _sync.Org.Capabilities = _sync.Org.Capabilities with { MarkerField = true };
        await _sync.Store.WriteAsync((db, _) => Task.FromResult(db.Authorizations.Single().CapabilitiesAt = null), default);
        _sync.Clock.Advance(Minute);
        await _sync.DrainAsync();

        Assert.Single(_sync.Org.Writes);
        Assert.Equal(ActionStatus.Pending, (await _sync.ActionAsync()).Status);
    }

    [StoreFact]
    public async Task HeldAction_ClockSetBack_IsNotHeldAnHourLonger()
    {
        await _sync.SendMailAsync();

        _sync.Wall.Jump(-Hour);
        await RepairAndDrainAsync();
        _sync.Clock.Advance(TimeSpan.FromSeconds(61));
        await RepairAndDrainAsync();

        Assert.Single(_sync.Org.Events);
    }

    [StoreFact]
    [Trait("Rule", "R-E3")]
    public async Task FailedWrite_ClockSetBack_IsTriedAgainInTime()
    {
        await _sync.SendMailAsync();
        FailWritesOnce(TimedOut with { Certainty = WriteCertainty.NotWritten });
        await _sync.PassHoldsAndDrainAsync();

        _sync.Wall.Jump(-Hour);
        await RepairAndDrainAsync();

        Assert.Single(_sync.Org.Events);
    }

    [StoreFact]
    [Trait("Rule", "R-L1")]
    public async Task Limit_ClockSetBack_IsAskedAboutInTime()
    {
        await _sync.SendMailAsync();
        FailWritesOnce(new SalesforceFailure(FailureClass.Limit, "REQUEST_LIMIT_EXCEEDED", "", [], WholeCall: true));
        await _sync.PassHoldsAndDrainAsync();
        Assert.Empty(await _sync.DueWork.ListConnectionsAsync(default));

        _sync.Wall.Jump(-Hour);
        Assert.Empty(await _sync.DueWork.ListConnectionsAsync(default));
        Assert.True(await Repair().RunAsync(default) > 0);

        Assert.Single(await _sync.DueWork.ListConnectionsAsync(default));
    }

    [StoreFact]
    [Trait("Rule", "R-E3")]
    public async Task RecordThatFailsForADay_ClockSetForward_IsGivenItsWholeDay()
    {
        await _sync.SendMailAsync();
        _sync.Org.Refusal = _ => new SalesforceFailure(FailureClass.TransientRecord, "UNABLE_TO_LOCK_ROW", "", []);
        await _sync.PassHoldsAndDrainAsync();

        _sync.Wall.Jump(Hour);
        _sync.Clock.Advance(TimeSpan.FromHours(23.5));
        await _sync.DrainAsync();
        Assert.Equal(ActionStatus.Pending, (await _sync.ActionAsync()).Status);

        _sync.Clock.Advance(Hour);
        await _sync.DrainAsync();
        Assert.Equal(ActionStatus.Failed, (await _sync.ActionAsync()).Status);
    }

    [StoreFact]
    public async Task Repair_ClockIsRight_ChangesNothing()
    {
        await _sync.SendMailAsync();
        FailWritesOnce(TimedOut);
        await _sync.PassHoldsAndDrainAsync();

        Assert.Equal(0, await Repair().RunAsync(default));
    }

    [StoreFact]
    [Trait("Rule", "R-T4")]
    public async Task Repair_ProcessStoodStillBeforeItLookedAtTheStore_ReleasesNoHold()
    {
        var contexts = new StandingStill(_sync.Contexts, async () =>
        {
            _sync.Clock.Advance(TimeSpan.FromMinutes(2));
            await _sync.SendMailAsync();
        });
        using var store = new Store(contexts);

        Assert.Equal(0, await new ClockRepair(store, _sync.Holds, _sync.Settings, _sync.Wall).RunAsync(default));
    }

    private ClockRepair Repair() => new(_sync.Store, _sync.Holds, _sync.Settings, _sync.Wall);

    private async Task RepairAndDrainAsync()
    {
        await Repair().RunAsync(default);
        await _sync.DrainAsync();
    }

    private void FailWritesOnce(SalesforceFailure failure)
    {
        var failed = false;
        _sync.Org.WriteFailure = () =>
        {
            if (failed)
            {
                return null;
            }

            failed = true;
            return (failure, false);
        };
    }

    /// <summary>Something happens elsewhere before the store is first opened.</summary>
    private sealed class StandingStill(IDbContextFactory<RelationSyncDb> contexts, Func<Task> meanwhile) : IDbContextFactory<RelationSyncDb>
    {
        private bool _stood;

        public RelationSyncDb CreateDbContext() => contexts.CreateDbContext();

        public async Task<RelationSyncDb> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            if (!_stood)
            {
                _stood = true;
                await meanwhile();
            }

            return await contexts.CreateDbContextAsync(cancellationToken);
        }
    }
}
