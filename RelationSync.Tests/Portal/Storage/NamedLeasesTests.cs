using Microsoft.Extensions.Time.Testing;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Storage;

public sealed class NamedLeasesTests : IDisposable
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(30);
    private readonly StoreFile _file = new();
    private readonly FakeTimeProvider _clock = new();

    public void Dispose() => _file.Dispose();

    [StoreFact]
    [Trait("Rule", "R-M5")]
    public async Task Hold_HeldByAnotherProcess_WaitsUntilItIsGivenBack()
    {
        var (one, other) = (NewProcess(), NewProcess());
        var held = await one.HoldAsync(LeaseKinds.Picklist, "org", CancellationToken.None);
        var waiting = other.HoldAsync(LeaseKinds.Picklist, "org", CancellationToken.None);
        await using var elsewhere = await other.HoldAsync(LeaseKinds.Picklist, "another", CancellationToken.None);
        _clock.Advance(TimeSpan.FromSeconds(1));
        Assert.False(waiting.IsCompleted);

        await held.DisposeAsync();

        await (await AdvanceUntilAsync(waiting)).DisposeAsync();
    }

    [StoreFact]
    public async Task Hold_HolderThatRenewsNoLonger_IsTakenOver()
    {
        var lapsed = await NewProcess(new FakeTimeProvider()).HoldAsync(LeaseKinds.Refresh, "a", CancellationToken.None);
        var waiting = NewProcess().HoldAsync(LeaseKinds.Refresh, "a", CancellationToken.None);

        await (await AdvanceUntilAsync(waiting)).DisposeAsync();
        await lapsed.DisposeAsync();
    }

    // On SQLite alone, whose one writer lets this clock wait for the renewals.
    [Fact]
    public async Task Hold_RenewedAllTheWhile_IsNeverTakenOver()
    {
        await using var held = await NewProcess().HoldAsync(LeaseKinds.Refresh, "a", CancellationToken.None);
        using var impatient = new CancellationTokenSource();
        var waiting = NewProcess().HoldAsync(LeaseKinds.Refresh, "a", impatient.Token);
        for (var second = 0; second < 90; second++)
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
            // Lets the renewal be stored before time goes on.
            await _file.Store.WriteAsync((_, _) => Task.CompletedTask, CancellationToken.None);
        }

        Assert.False(waiting.IsCompleted);
        Assert.False(held.Lost.IsCancellationRequested);
        await impatient.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [StoreFact]
    public async Task Holder_TakenOver_IsTold()
    {
        var clock = new FakeTimeProvider();
        var lapsed = await NewProcess(clock).HoldAsync(LeaseKinds.Refresh, "a", CancellationToken.None);
        var told = new TaskCompletionSource();
        await using var telling = lapsed.Lost.Register(() => told.SetResult());
        await using var next = await AdvanceUntilAsync(NewProcess().HoldAsync(LeaseKinds.Refresh, "a", CancellationToken.None));

        clock.Advance(Length / 3);

        await told.Task.WaitAsync(TimeSpan.FromMinutes(1));
        await lapsed.DisposeAsync();
        Assert.False(next.Lost.IsCancellationRequested);
    }

    [StoreFact]
    public async Task Hold_TwoCallersOfOneProcess_TakeTurns()
    {
        var process = NewProcess();
        var first = await process.HoldAsync(LeaseKinds.Refresh, "a", CancellationToken.None);
        var second = process.HoldAsync(LeaseKinds.Refresh, "a", CancellationToken.None);
        Assert.False(second.IsCompleted);

        await first.DisposeAsync();

        await (await second.WaitAsync(TimeSpan.FromMinutes(1))).DisposeAsync();
    }

    private NamedLeases NewProcess(TimeProvider? clock = null) => new(_file.Store, Length, clock ?? _clock);

    private async Task<INamedLease> AdvanceUntilAsync(Task<INamedLease> waiting)
    {
        await Soon.HoldsAsync(() =>
        {
            _clock.Advance(TimeSpan.FromSeconds(1));
            return Task.FromResult(waiting.IsCompleted);
        });
        return await waiting;
    }
}
