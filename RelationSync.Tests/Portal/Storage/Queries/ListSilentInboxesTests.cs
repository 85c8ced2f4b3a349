using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage.Queries;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Storage.Queries;

public sealed class ListSilentInboxesTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [StoreFact]
    public async Task Silent_FromTheMinuteSetOn_LongestFirst()
    {
        Add("never-watched", null, TestStore.Now.AddDays(-9), null);
        Add("heard", 60, TestStore.Now.AddMinutes(-59), null);
        Add("silent", 60, TestStore.Now.AddMinutes(-60), TestStore.Now.AddDays(-1));
        Add("longer", 15, TestStore.Now.AddMinutes(-61), null);

        var silent = await new ListSilentInboxes(_store.Store).RunAsync(TestStore.Now, default);

        Assert.Equal(["longer", "silent"], silent.Select(s => s.Inbox.Key));
    }

    [StoreFact]
    public async Task Silent_NeverHeard_CountsFromTheSetting()
    {
        Add("new", 60, null, TestStore.Now.AddMinutes(-30));
        var query = new ListSilentInboxes(_store.Store);

        Assert.Empty(await query.RunAsync(TestStore.Now, default));
        Assert.Equal(TestStore.Now.AddMinutes(-30), Assert.Single(await query.RunAsync(TestStore.Now.AddMinutes(30), default)).QuietSince);
    }

    [StoreFact]
    public async Task Watch_SilenceBeginsAndEnds_IsToldOnceEach()
    {
        var clock = new FakeTimeProvider(TestStore.Now);
        var feed = new ChangeFeed(clock, NullLogger<ChangeFeed>.Instance);
        using var watch = new SilenceWatch(new ListSilentInboxes(_store.Store), feed, clock, NullLogger<SilenceWatch>.Instance);
        var id = Add("support", 15, TestStore.Now, null);
        var told = 0;
        using var listening = feed.Subscribe(
            [ChangeTopic.Inboxes],
            id,
            () =>
            {
                Interlocked.Increment(ref told);
                return Task.CompletedTask;
            });

        await watch.LookAsync(default);
        await StaysAsync(0);
        clock.Advance(TimeSpan.FromMinutes(15));
        await watch.LookAsync(default);
        await ReachesAsync(1);
        await watch.LookAsync(default);
        await StaysAsync(1);
        await _store.Store.WriteAsync((db, token) => db.Inboxes.ExecuteUpdateAsync(s => s.SetProperty(i => i.LastOperationAt, clock.GetUtcNow()), token), default);
        await watch.LookAsync(default);
        await ReachesAsync(2);

        // The feed sets its timer on another thread: the clock is moved until it has told.
        Task ReachesAsync(int times) => Soon.HoldsAsync(() => Task.FromResult(Volatile.Read(ref told) == times), () => clock.Advance(ChangeFeed.Interval));

        async Task StaysAsync(int times)
        {
            clock.Advance(ChangeFeed.Interval);
            await Task.Delay(50);
            Assert.Equal(times, Volatile.Read(ref told));
        }
    }

    private long Add(string key, int? minutes, DateTimeOffset? last, DateTimeOffset? watchedFrom)
    {
        var inbox = _store.AddInbox(key);
        _store.Store.WriteAsync(
            (db, token) => db.Inboxes.Where(i => i.Id == inbox.Id).ExecuteUpdateAsync(
                s => s.SetProperty(i => i.SilentAfterMinutes, minutes).SetProperty(i => i.LastOperationAt, last).SetProperty(i => i.SilenceWatchedFrom, watchedFrom), token),
            default).GetAwaiter().GetResult();
        return inbox.Id;
    }
}
