using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Storage.Queries;

public sealed class QuarterCacheTests : IDisposable
{
    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    private readonly SyncHarness _sync = new();
    private readonly List<(DateTimeOffset From, DateTimeOffset Until)> _asked = [];
    private readonly QuarterCache<long> _cache;

    public QuarterCacheTests() => _cache = new QuarterCache<long>(Count);

    public void Dispose() => _sync.Dispose();

    [StoreFact]
    public async Task Read_NothingHasChanged_AsksForNothing()
    {
        await SyncAsync("m1");
        await ReadAsync();
        _asked.Clear();

        Assert.Equal(1, await ReadAsync());
        Assert.Empty(_asked);
    }

    [StoreFact]
    public async Task Read_AnEventMore_AsksForItsQuarterAlone()
    {
        await SyncAsync("m1");
        _sync.Clock.Advance(Quarter * 3);
        await ReadAsync();
        _asked.Clear();
        await SyncAsync("m2");

        Assert.Equal(2, await ReadAsync());
        Assert.Equal(Quarter, Assert.Single(_asked).Until - _asked[0].From);
        Assert.InRange((await _sync.ActionsAsync())[1].SyncedAt!.Value, _asked[0].From, _asked[0].Until);
    }

    /// <summary>As many Events as before, but not the same.</summary>
    [StoreFact]
    public async Task Read_AnEarlierEventHasChanged_AsksForItsQuarter()
    {
        await SyncAsync("m1");
        await SyncAsync("m2");
        _sync.Clock.Advance(Quarter * 3);
        await ReadAsync();
        _asked.Clear();
        await _sync.Store.WriteAsync(
            async (db, token) =>
            {
                var action = await db.Actions.OrderBy(a => a.Seq).FirstAsync(token);
                db.Entry(action).Property(a => a.TriggerAt).CurrentValue = action.TriggerAt.AddMinutes(-1);
            },
            default);

        Assert.Equal(2, await ReadAsync());
        Assert.InRange((await _sync.ActionsAsync())[0].SyncedAt!.Value, Assert.Single(_asked).From, _asked[0].Until);
    }

    [StoreFact]
    public async Task Read_CountedAnew_AsksAgain()
    {
        await SyncAsync("m1");
        await ReadAsync();
        _asked.Clear();
        await RebuildAsync();

        Assert.Equal(1, await ReadAsync());
        Assert.Single(_asked);
    }

    /// <summary>It was made nevertheless, as throughput has it.</summary>
    [StoreFact]
    public async Task Read_CountedAnew_KeepsAQuarterWhoseEventsAreAllDeleted()
    {
        await SyncAsync("m1");
        await _sync.CancelSendAsync("m1");
        await _sync.PassHoldsAndDrainAsync();
        Assert.Equal(ActionStatus.Cancelled, (await _sync.ActionAsync()).Status);
        await RebuildAsync();

        Assert.Equal(1, await ReadAsync());
        Assert.Equal(1, (await Dashboard().RunAsync(default)).Throughput.Minutes.Sum(m => m.Events));
    }

    /// <summary>Whatever becomes of Events: a dashboard that remembers shows what one shows that sees the store for the first time.</summary>
    [StoreFact]
    [Trait("Rule", "R-T12")]
    public async Task Dashboard_AfterAnyHistory_IsThatOfAFirstLook()
    {
        var (random, remembers) = (new Random(16), Dashboard());
        for (var step = 0; step < 80; step++)
        {
            var activity = $"m{random.Next(20)}";
            _ = random.Next(4) switch
            {
                0 => await _sync.CancelSendAsync(activity) is IntakeStatus.Accepted,
                1 => (await _sync.DrainAsync()).Claimed > 0,
                _ => await _sync.SendMailAsync(activity) is IntakeStatus.Accepted,
            };
            _sync.Clock.Advance(TimeSpan.FromMinutes(random.Next(10)));
            var (seen, first) = (await remembers.RunAsync(default), await Dashboard().RunAsync(default));
            Assert.Equal(first.Sla, seen.Sla);
            Assert.Equal(first.Throughput.Minutes, seen.Throughput.Minutes);
            Assert.Equal(first.Connections.Select(c => c.Nobody), seen.Connections.Select(c => c.Nobody));
        }

        Assert.Contains(await _sync.ActionsAsync(), a => a is { Status: ActionStatus.Cancelled, EventId: not null });
    }

    private GetDashboard Dashboard() => new(_sync.Store, _sync.Wall, new SyncSettings());

    private async Task SyncAsync(string activity)
    {
        await _sync.SendMailAsync(activity);
        await _sync.PassHoldsAndDrainAsync();
    }

    private Task RebuildAsync() => _sync.Store.WriteAsync(
        (db, _) =>
        {
            SyncedCounts.Rebuild(db);
            return Task.CompletedTask;
        },
        default);

    private Task<long> ReadAsync() => _sync.Store.ReadMomentAsync((db, _) => Task.FromResult(_cache.Read(db, SyncHarness.T0).Sum()), default);

    private List<(long Quarter, long Row)> Count(RelationSyncDb db, long from, long until)
    {
        var (first, end) = (new DateTimeOffset(from, TimeSpan.Zero), new DateTimeOffset(until, TimeSpan.Zero));
        _asked.Add((first, end));
        return [.. db.Actions.Where(a => a.SyncedAt >= first && a.SyncedAt < end).Select(a => a.SyncedAt!.Value).AsEnumerable()
            .GroupBy(at => at.UtcTicks / SyncedCounts.QuarterTicks).Select(q => (q.Key, (long)q.Count()))];
    }
}
