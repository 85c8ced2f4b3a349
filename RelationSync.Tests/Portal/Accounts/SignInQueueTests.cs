using RelationSync.Portal.Accounts;

namespace RelationSync.Tests.Portal.Accounts;

public sealed class SignInQueueTests
{
    private readonly SignInQueue _queue = new(1);

    [Fact]
    public async Task Take_ALongLine_IsBoundedForStrangers_AndKnownDevicesComeFirst()
    {
        using var first = await _queue.TakeAsync(isKnown: false, default);
        var strangers = Enumerable.Range(0, 8).Select(_ => _queue.TakeAsync(isKnown: false, default)).ToList();
        Assert.Null(await _queue.TakeAsync(isKnown: false, default));
        var known = _queue.TakeAsync(isKnown: true, default);

        first!.Dispose();

        Assert.NotNull(await known);
        Assert.DoesNotContain(strangers, s => s.IsCompleted);
    }

    [Fact]
    public async Task Take_KnownDevicesLine_IsBoundedToo()
    {
        await _queue.TakeAsync(isKnown: true, default);
        var line = Enumerable.Range(0, 64).Select(_ => _queue.TakeAsync(isKnown: true, default)).ToList();

        Assert.Null(await _queue.TakeAsync(isKnown: true, default));
        Assert.DoesNotContain(line, t => t.IsCompleted);
    }

    [Fact]
    public async Task Take_HungUp_LeavesItsPlaceToAnother()
    {
        using var end = new CancellationTokenSource();
        using var first = await _queue.TakeAsync(isKnown: false, default);
        var gone = Enumerable.Range(0, 8).Select(_ => _queue.TakeAsync(isKnown: false, end.Token)).ToList();
        await end.CancelAsync();
        Assert.All(await Task.WhenAll(gone), turn => Assert.Null(turn));

        var next = _queue.TakeAsync(isKnown: false, default);
        Assert.False(next.IsCompleted);
        first!.Dispose();
        Assert.NotNull(await next);
    }
}
