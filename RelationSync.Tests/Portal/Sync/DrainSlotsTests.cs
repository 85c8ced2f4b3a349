using Microsoft.Extensions.Time.Testing;
using RelationSync.Portal.Sync;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Sync;

public sealed class DrainSlotsTests
{
    private static readonly DateTimeOffset T0 = new(2026, 11, 30, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Take_NoneFree_TheLongestDueIsNext()
    {
        var slots = new DrainSlots(1);
        var first = await slots.TakeAsync(T0, default);
        var minute = slots.TakeAsync(T0.AddMinutes(-1), default);
        var hour = slots.TakeAsync(T0.AddHours(-1), default);

        first.Dispose();

        var next = await hour;
        Assert.False(minute.IsCompleted);
        next.Dispose();
        (await minute).Dispose();
        Assert.False(slots.IsAnyWaiting);
    }

    [Fact]
    public async Task Take_Cancelled_TakesNone()
    {
        var slots = new DrainSlots(1);
        using var stop = new CancellationTokenSource();
        var first = await slots.TakeAsync(T0, default);
        var cancelled = slots.TakeAsync(T0, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);

        first.Dispose();

        Assert.True(slots.TakeAsync(T0, default).IsCompleted);
        Assert.False(slots.TakeAsync(T0, default).IsCompleted);
    }

    [Fact]
    public async Task Lend_LetsTheNextBegin_UpToABound()
    {
        var slots = new DrainSlots(1);
        for (var i = 0; i < 7; i++)
        {
            (await slots.TakeAsync(T0, default)).Lend();
        }

        var last = await slots.TakeAsync(T0, default);
        last.Lend();

        Assert.False(slots.TakeAsync(T0, default).IsCompleted);
        last.Dispose();
        Assert.True(slots.IsAnyWaiting is false);
    }

    [Fact]
    public async Task Turn_SilentOrg_LendsItsSlot_OnlyOnceAnotherWaits()
    {
        var (clock, slots) = (new FakeTimeProvider(T0), new DrainSlots(1));
        var drain = new TaskCompletionSource<bool>();
        using var slot = await slots.TakeAsync(T0, default);
        using var turn = new DrainTurn(slot, clock);
        var watched = turn.WatchAsync(drain.Task, () => 0);
        clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(turn.Over.IsCancellationRequested);

        var waiting = slots.TakeAsync(T0, default);

        await Soon.HoldsAsync(() => Task.FromResult(waiting.IsCompleted && turn.Over.IsCancellationRequested), () => clock.Advance(TimeSpan.FromSeconds(1)));
        drain.SetResult(true);
        Assert.True(await watched);
    }

    [Fact]
    public async Task Turn_BusyOrg_KeepsItsSlotAndTakesNoFurtherBatch()
    {
        var (clock, slots, answers) = (new FakeTimeProvider(T0), new DrainSlots(1), 0);
        var drain = new TaskCompletionSource<bool>();
        using var slot = await slots.TakeAsync(T0, default);
        using var turn = new DrainTurn(slot, clock);
        var watched = turn.WatchAsync(drain.Task, () => answers++);
        var waiting = slots.TakeAsync(T0, default);

        await Soon.HoldsAsync(() => Task.FromResult(turn.Over.IsCancellationRequested), () => clock.Advance(TimeSpan.FromSeconds(1)));

        Assert.True(clock.GetUtcNow() - T0 >= DrainTurn.Longest);
        Assert.False(waiting.IsCompleted);
        drain.SetResult(true);
        await watched;
    }
}
