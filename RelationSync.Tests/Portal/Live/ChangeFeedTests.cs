using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Portal.Live;
using RelationSync.Tests.Support;

namespace RelationSync.Tests.Portal.Live;

public sealed class ChangeFeedTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ChangeFeed _feed;

    public ChangeFeedTests() => _feed = new ChangeFeed(_time, NullLogger<ChangeFeed>.Instance);

    [Fact]
    public async Task Publish_First_TellsAtOnce()
    {
        var calls = new Calls();
        using var subscription = _feed.Subscribe(null, null, calls.AddAsync);

        _feed.Publish(ChangeTopic.Actions, 1);

        await calls.ReachAsync(1);
    }

    [Fact]
    public async Task Publish_OftenWithinTheInterval_TellsOnceMoreAtItsEnd()
    {
        var calls = new Calls();
        using var subscription = _feed.Subscribe(null, null, calls.AddAsync);
        _feed.Publish(ChangeTopic.Actions, 1);
        await calls.ReachAsync(1);

        for (var i = 0; i < 100; i++)
        {
            _feed.Publish(ChangeTopic.Actions, 1);
        }

        await calls.StayAsync(1);
        await AdvanceUntilAsync(calls, 2);
        await AdvanceAsync(10);
        await calls.StayAsync(2);
    }

    [Theory]
    [InlineData(ChangeTopic.Actions, 2L, false)]
    [InlineData(ChangeTopic.Errors, 1L, false)]
    [InlineData(ChangeTopic.Actions, 1L, true)]
    [InlineData(ChangeTopic.Actions, null, true)]
    public async Task Publish_OfTopicAndInbox_ReachesThoseWhoListenToIt(ChangeTopic topic, long? inbox, bool told)
    {
        var calls = new Calls();
        using var subscription = _feed.Subscribe([ChangeTopic.Actions], 1, calls.AddAsync);

        _feed.Publish(topic, inbox);

        await (told ? calls.ReachAsync(1) : calls.StayAsync(0));
    }

    [Fact]
    public async Task Subscriber_Failing_HurtsNobodyAndIsToldAgain()
    {
        var calls = new Calls();
        var failing = new Calls(new InvalidOperationException("no"));
        using var first = _feed.Subscribe(null, null, failing.AddAsync);
        using var second = _feed.Subscribe(null, null, calls.AddAsync);

        _feed.Publish(ChangeTopic.Actions);
        await calls.ReachAsync(1);
        await failing.ReachAsync(1);
        _feed.Publish(ChangeTopic.Actions);

        await AdvanceUntilAsync(failing, 2);
    }

    [Fact]
    public async Task Publish_WhileASubscriberIsStuck_Returns()
    {
        var stuck = new TaskCompletionSource();
        using var subscription = _feed.Subscribe(null, null, () => stuck.Task);

        _feed.Publish(ChangeTopic.Actions);
        _feed.Publish(ChangeTopic.Actions);

        stuck.SetResult();
        await stuck.Task;
    }

    [Fact]
    public async Task Subscriber_IsCalledInItsOwnCulture()
    {
        var culture = new TaskCompletionSource<string>();
        var before = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentUICulture = new CultureInfo("en");
        using var subscription = _feed.Subscribe(null, null, () =>
        {
            culture.TrySetResult(CultureInfo.CurrentUICulture.Name);
            return Task.CompletedTask;
        });
        CultureInfo.CurrentUICulture = new CultureInfo("ja");

        _feed.Publish(ChangeTopic.Actions);

        Assert.Equal("en", await culture.Task);
        CultureInfo.CurrentUICulture = before;
    }

    [Fact]
    public async Task Subscription_Disposed_IsToldNothingMore()
    {
        var calls = new Calls();
        var subscription = _feed.Subscribe(null, null, calls.AddAsync);
        _feed.Publish(ChangeTopic.Actions);
        await calls.ReachAsync(1);
        _feed.Publish(ChangeTopic.Actions);

        subscription.Dispose();
        subscription.Dispose();
        _feed.Publish(ChangeTopic.Actions);
        await AdvanceAsync(5);

        await calls.StayAsync(1);
        Assert.Equal(0, _feed.Count);
    }

    private async Task AdvanceUntilAsync(Calls calls, int count)
    {
        await Soon.HoldsAsync(() => Task.FromResult(calls.Count >= count), () => _time.Advance(ChangeFeed.Interval));
        Assert.Equal(count, calls.Count);
    }

    private async Task AdvanceAsync(int intervals)
    {
        for (var i = 0; i < intervals; i++)
        {
            // The throttle sets its timer on another thread, after the call; time may only pass once it stands.
            await Task.Delay(5);
            _time.Advance(ChangeFeed.Interval);
        }
    }

    private sealed class Calls(Exception? failure = null)
    {
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public Task AddAsync()
        {
            Interlocked.Increment(ref _count);
            return failure is null ? Task.CompletedTask : Task.FromException(failure);
        }

        public async Task ReachAsync(int count)
        {
            await Soon.HoldsAsync(() => Count >= count);
            Assert.Equal(count, Count);
        }

        public async Task StayAsync(int count)
        {
            await Task.Delay(50);
            Assert.Equal(count, Count);
        }
    }
}
