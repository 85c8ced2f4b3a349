using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Storage;

/// <summary>A clock that jumps ahead erases nothing that a right one would keep, as long as somebody sees to it.</summary>
public sealed class RetentionClockTests : IDisposable
{
    private static readonly TimeSpan Step = TimeSpan.FromDays(1);
    private readonly SyncHarness _sync = new();
    private readonly RetentionClock _clock;

    public RetentionClockTests() => _clock = new RetentionClock(_sync.Store, Step, _sync.Clock);

    public void Dispose() => _sync.Dispose();

    [StoreFact]
    public async Task YearAhead_IsFollowedByAStepARunAndLeftAtOnceWhenItIsBack()
    {
        await _clock.AdvanceAsync(default);
        _sync.Clock.Advance(TimeSpan.FromDays(365));

        Assert.Equal(SyncHarness.T0 + Step, (await _clock.AdvanceAsync(default)).Now);
        Assert.Equal(SyncHarness.T0 + (2 * Step), (await _clock.AdvanceAsync(default)).Now);

        _sync.Clock.AdjustTime(SyncHarness.T0.AddHours(1));
        Assert.Equal(SyncHarness.T0.AddHours(1), (await _clock.AdvanceAsync(default)).Now);
    }

    [StoreFact]
    public async Task YearAhead_ErasesNothingYet()
    {
        await _sync.SendMailAsync("m1");
        await _sync.PassHoldsAndDrainAsync();
        await _sync.Retention.RunAsync(default);
        _sync.Clock.Advance(TimeSpan.FromDays(365));

        var report = await _sync.Retention.RunAsync(default);

        Assert.Equal(0, report.Actions);
        Assert.Equal(TimeSpan.FromDays(355), report.Behind);
        Assert.Null((await _sync.ActionAsync()).ErasedAt);
    }

    [StoreFact]
    public async Task FirstRun_OfAStoreWithContents_BeginsWithTheNewestOfThem()
    {
        await _sync.SendMailAsync("m1");
        _sync.Clock.Advance(TimeSpan.FromDays(400));

        Assert.Equal(SyncHarness.T0 + Step, (await _clock.AdvanceAsync(default)).Now);
    }

    [StoreFact]
    public async Task InStep_IsTheWallClock()
    {
        await _clock.AdvanceAsync(default);
        _sync.Clock.Advance(TimeSpan.FromHours(1));

        Assert.Equal(_sync.Clock.GetUtcNow(), (await _clock.AdvanceAsync(default)).Now);
    }

    [StoreFact]
    public async Task InStep_WhileTimeGoesOn_IsNotBehind()
    {
        await _sync.Retention.RunAsync(default);
        _sync.Clock.AutoAdvanceAmount = TimeSpan.FromTicks(1);

        Assert.Equal(TimeSpan.Zero, (await _sync.Retention.RunAsync(default)).Behind);
    }
}
