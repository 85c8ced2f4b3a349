using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Sync;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Sync;

/// <summary>Drains that start when something is due; no tick comes here.</summary>
[Trait("Rule", "R-T12")]
public sealed class DrainWakerTests : IAsyncLifetime
{
    private static readonly TimeSpan Tick = TimeSpan.FromMinutes(1);
    private CoordinatorHarness _harness = null!;
    private DrainWaker _waker = null!;

    private SyncHarness Sync => _harness.Sync;

    public async Task InitializeAsync()
    {
        _harness = await CoordinatorHarness.StartAsync();
        _harness.Server.Answer = CoordinatorHarness.AnswerAsync;
        _waker = Waker(TimeSpan.FromSeconds(15));
    }

    public async Task DisposeAsync()
    {
        await _waker.StopAsync(default);
        _waker.Dispose();
        await _harness.DisposeAsync();
    }

    [StoreFact]
    public async Task Wake_HeldMail_IsWrittenRightAfterItsHold()
    {
        await _waker.StartAsync(default);
        await Sync.SendMailAsync();
        var sent = Sync.Clock.GetUtcNow();

        await Soon.HoldsAsync(IsSyncedAsync, () => Sync.Clock.Advance(TimeSpan.FromMilliseconds(100)));

        var after = (await Sync.ActionAsync()).SyncedAt!.Value - sent;
        Assert.InRange(after, TimeSpan.FromSeconds(62), TimeSpan.FromSeconds(75));
    }

    [StoreFact]
    public async Task Plan_NothingWaits_IsTheTick() => Assert.Equal(Tick, await _waker.WakeAsync(default));

    [StoreFact]
    public async Task Plan_Held_IsItsHoldAndTheLinger()
    {
        await Sync.SendMailAsync();
        Sync.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.FromSeconds(52), await _waker.WakeAsync(default));
        Assert.Equal(0, _harness.Coordinator.Running);
    }

    [StoreFact]
    public async Task Plan_DrainedByAnotherNode_WaitsOutTheInterval()
    {
        await Sync.SendMailAsync();
        Sync.Clock.Advance(TimeSpan.FromSeconds(61));
        await DrainElsewhereAsync();
        await Sync.SendMailAsync("m2");
        Sync.Clock.Advance(TimeSpan.FromSeconds(2));
        await MakeDueAsync();

        Assert.Equal(TimeSpan.FromSeconds(13), await _waker.WakeAsync(default));
    }

    [StoreFact]
    public async Task Plan_CallsRunDown_IsTheTick()
    {
        await ChangeAsync(c => (c.ApiBudgetPercent, c.Authorization.ApiMax, c.LastDrainAt) = (10, 1000, Sync.Clock.GetUtcNow()));
        await Sync.Store.WriteAsync(
            (db, _) => Task.FromResult(db.Add(new ApiCallCount { ConnectionId = Sync.ConnectionId, From = CallBudget.QuarterOf(Sync.Clock.GetUtcNow()), Calls = 40 })), default);
        await Sync.SendMailAsync();
        await MakeDueAsync();

        Assert.Equal(Tick, await _waker.WakeAsync(default));
        Sync.Clock.Advance(Tick);
        await _waker.WakeAsync(default);
        await Soon.HoldsAsync(IsSyncedAsync);
    }

    [StoreTheory]
    [InlineData("paused")]
    [InlineData("limit")]
    [InlineData("budget")]
    [InlineData("gone")]
    public async Task Plan_HeldUp_IsLeftToTheTick(string by)
    {
        var now = Sync.Clock.GetUtcNow();
        await ChangeAsync(c => _ = by switch
        {
            "paused" => c.PausedAt = now,
            "limit" => c.LimitSince = now,
            "budget" => c.BudgetSince = now,
            _ => c.Authorization.GoneAt = now,
        });
        await Sync.SendMailAsync();
        Sync.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(Tick, await _waker.WakeAsync(default));
        Assert.Equal(0, _harness.Coordinator.Running);
    }

    [StoreTheory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Wake_HolderDied_IsTakenOverWhenItsLeaseEnds(bool claimed)
    {
        await Sync.SendMailAsync();
        Sync.Clock.Advance(TimeSpan.FromSeconds(61));
        await DieHoldingAsync(claimed);
        var died = Sync.Clock.GetUtcNow();

        await _waker.StartAsync(default);
        await Soon.HoldsAsync(IsSyncedAsync, () => Sync.Clock.Advance(TimeSpan.FromMilliseconds(100)));

        var after = (await Sync.ActionAsync()).SyncedAt!.Value - died;
        Assert.InRange(after, TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(45));
    }

    [StoreFact]
    public async Task Wake_DrainedByAnotherNode_LooksAsOftenAsItRenews()
    {
        await Sync.SendMailAsync();
        Sync.Clock.Advance(TimeSpan.FromSeconds(62));
        var other = Sync.OtherProcess();
        var lease = await other.AcquireAsync(Sync.ConnectionId, default);

        for (var i = 0; i < 6; i++)
        {
            Assert.Equal(other.RenewEvery, await _waker.WakeAsync(default));
            Sync.Clock.Advance(other.RenewEvery);
            Assert.True(await other.RenewAsync(lease!, default));
        }

        Assert.Equal(0, _harness.Coordinator.Running);
        Assert.Equal(ActionStatus.Held, (await Sync.ActionAsync()).Status);
    }

    [StoreFact]
    public async Task Wake_TurnedOff_LeavesAllToTheTick()
    {
        using var off = Waker(TimeSpan.Zero);
        await off.StartAsync(default);
        await off.ExecuteTask!.WaitAsync(TimeSpan.FromMinutes(1));

        Assert.True(off.ExecuteTask.IsCompletedSuccessfully);
    }

    [StoreFact]
    public async Task Wake_StoreAwayForAWhile_GoesOn()
    {
        await _waker.StartAsync(default);
        await Sync.SendMailAsync();
        await BreakAsync(broken: true);
        Sync.Clock.Advance(TimeSpan.FromSeconds(62));
        await Soon.HoldsAsync(() => Task.FromResult(_harness.Log.Of<DrainWaker>().Any()), () => Sync.Clock.Advance(TimeSpan.FromSeconds(1)));
        await BreakAsync(broken: false);

        await Soon.HoldsAsync(IsSyncedAsync, () => Sync.Clock.Advance(TimeSpan.FromSeconds(1)));
    }

    private DrainWaker Waker(TimeSpan shortest) =>
        new(Sync.DueWork, _harness.Coordinator, _harness.Leases, new WakePace(shortest, Tick), Sync.Changes, Sync.Wall, _harness.Log.For<DrainWaker>());

    private async Task<bool> IsSyncedAsync() => (await Sync.ActionsAsync()).All(a => a.Status is ActionStatus.Synced);

    private async Task DieHoldingAsync(bool claimed)
    {
        var lease = await Sync.OtherProcess().AcquireAsync(Sync.ConnectionId, default);
        if (claimed)
        {
            Assert.NotEmpty(await Sync.Sync.ClaimAsync(lease!, 10, default));
        }
    }

    private async Task DrainElsewhereAsync()
    {
        var lease = await Sync.OtherProcess().AcquireAsync(Sync.ConnectionId, default);
        await Sync.DrainUnderAsync(lease!);
        await Sync.OtherProcess().ReleaseAsync(lease!, default);
    }

    private Task<int> MakeDueAsync()
    {
        var now = Sync.Clock.GetUtcNow();
        return Sync.Store.WriteAsync(
            (db, token) => db.Actions.Where(a => a.Status == ActionStatus.Held).ExecuteUpdateAsync(s => s.SetProperty(a => a.DueAt, now), token), default);
    }

    private Task ChangeAsync(Action<Connection> change) => Sync.Store.WriteAsync(
        async (db, token) =>
        {
            change(await db.Connections.Include(c => c.Authorization).SingleAsync(token));
        },
        default);

    private Task<int> BreakAsync(bool broken) => Sync.Store.WriteAsync(
        (db, token) => db.Database.ExecuteSqlRawAsync(
            broken ? """ALTER TABLE "ApiCallCounts" RENAME TO "Away" """ : """ALTER TABLE "Away" RENAME TO "ApiCallCounts" """, token),
        default);
}
