using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Storage;

/// <summary>Two nodes at one store, at once.</summary>
public sealed class StoreRacesTests : IDisposable
{
    private const int Rounds = 12;

    private readonly SyncHarness _sync = new();
    private readonly StoreFile _file;
    private readonly Store _one;
    private readonly Store _other;

    public StoreRacesTests()
    {
        _file = _sync.Database;
        (_one, _other) = (new Store(_file), new Store(_file));
    }

    public void Dispose()
    {
        _one.Dispose();
        _other.Dispose();
        _sync.Dispose();
    }

    [StoreFact]
    public async Task Writes_ThatReadAndThenWrite_LoseNothing()
    {
        foreach (var guard in new[] { WriteGuard.Serializable, WriteGuard.Rows })
        {
            var key = $"count-{guard}";
            await _one.WriteAsync((db, _) => Task.FromResult(db.Add(new Setting { Key = key, Value = "0" })), CancellationToken.None);

            await Task.WhenAll(new[] { _one, _other, _one, _other }.Select(store => Task.Run(async () =>
            {
                for (var i = 0; i < Rounds; i++)
                {
                    await store.WriteAsync((db, token) => AddOneAsync(db, key, token), guard, CancellationToken.None);
                }
            })));

            Assert.Equal(4 * Rounds, int.Parse(await ReadAsync(key), CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Each looks that the other's row isn't there and writes its own: one after the other, only one of them does.</summary>
    [StoreFact]
    public async Task Writes_ThatDecideByWhatTheOtherWrites_AreAsOneAfterAnother()
    {
        for (var i = 0; i < Rounds; i++)
        {
            var (mine, others) = ($"one-{i}", $"other-{i}");
            using var both = new Barrier(2);

            await Task.WhenAll(
                Task.Run(() => _one.WriteAsync((db, token) => AddUnlessAsync(db, mine, others, both, token), CancellationToken.None)),
                Task.Run(() => _other.WriteAsync((db, token) => AddUnlessAsync(db, others, mine, both, token), CancellationToken.None)));

            Assert.Equal(1, await _one.ReadAsync((db, token) => db.Settings.CountAsync(s => s.Key == mine || s.Key == others, token), CancellationToken.None));
        }
    }

    [StoreFact]
    public async Task Lease_TakenByTwoAtOnce_IsOnesAlone_AndItsFenceIsNew()
    {
        var nodes = new[] { _one, _other }.Select(s => new Leases(s, TimeSpan.FromSeconds(30), _sync.Wall)).ToList();
        var fences = new List<long>();
        for (var i = 0; i < Rounds; i++)
        {
            var leases = (await Task.WhenAll(nodes.Select(n => Task.Run(() => n.AcquireAsync(_sync.ConnectionId, CancellationToken.None))))).Where(l => l is not null).ToList();

            var lease = Assert.Single(leases)!;
            fences.Add(lease.Fence);
            await nodes[0].ReleaseAsync(lease, CancellationToken.None);
        }

        Assert.Equal(fences.Distinct().Order(), fences);
    }

    [StoreFact]
    public async Task NamedLease_WantedByTwoAtOnce_IsHeldByOneAtATime()
    {
        var nodes = new[] { _one, _other }.Select(s => new NamedLeases(s, TimeSpan.FromSeconds(30), TimeProvider.System)).ToList();
        var (holders, most, times) = (0, 0, 0);

        await Task.WhenAll(nodes.Select(n => Task.Run(async () =>
        {
            for (var i = 0; i < 5; i++)
            {
                await using var held = await n.HoldAsync(LeaseKinds.Refresh, "a", CancellationToken.None);
                most = Math.Max(most, Interlocked.Increment(ref holders));
                await Task.Delay(5);
                Interlocked.Decrement(ref holders);
                Interlocked.Increment(ref times);
            }
        })));

        Assert.Equal((1, 10), (most, times));
        Assert.Equal(10, await _one.ReadAsync((db, token) => db.Leases.Select(l => l.Fence).SingleAsync(token), CancellationToken.None));
    }

    [StoreFact]
    [Trait("Rule", "R-D1")]
    public async Task Claim_AfterTheLeaseWasTakenOver_TakesNothing()
    {
        await _sync.SendMailAsync();
        _sync.Clock.Advance(TimeSpan.FromMinutes(2));
        var lapsed = (await _sync.Leases.AcquireAsync(_sync.ConnectionId, CancellationToken.None))!;
        var watcher = _sync.OtherProcess();
        await watcher.AcquireAsync(_sync.ConnectionId, CancellationToken.None);
        _sync.Clock.Advance(TimeSpan.FromSeconds(31));

        Assert.NotNull(await watcher.AcquireAsync(_sync.ConnectionId, CancellationToken.None));

        Assert.Empty(await _sync.Sync.ClaimAsync(lapsed, 10, CancellationToken.None));
    }

    /// <summary>Who reads on from the highest number that it saw must miss nothing.</summary>
    [StoreFact]
    public async Task Operations_WhileAnotherNodesAreNotYetCommitted_WaitForThem()
    {
        var (inserted, commit) = (new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        var first = _one.WriteAsync(
            async (db, token) =>
            {
                using var rows = new OperationRows(db);
                rows.Insert([1], _sync.InboxId, [1], _sync.Wall.GetUtcNow(), OperationSource.Push, "{}"u8.ToArray());
                inserted.TrySetResult();
                await commit.Task.WaitAsync(token);
                return true;
            },
            WriteGuard.InOrder,
            CancellationToken.None);
        await inserted.Task;
        using var intake = new OperationIntake(_other, HoldOptions.Default, new ChangeFeed(_sync.Wall, NullLogger<ChangeFeed>.Instance), _sync.Wall);
        var second = Task.Run(() => intake.AcceptAsync(_sync.InboxId, [Operation("later")], CancellationToken.None));

        await Task.Delay(300);
        Assert.False(second.IsCompleted);
        commit.SetResult();
        await first;
        Assert.Equal(IntakeStatus.Accepted, Assert.Single(await second).Status);

        var hashes = await _one.ReadAsync((db, token) => db.Operations.OrderBy(o => o.Seq).Select(o => o.IdHash).ToListAsync(token), CancellationToken.None);
        Assert.Equal([1], hashes[0]);
        Assert.Equal(2, hashes.Count);
    }

    private IncomingOperation Operation(string id)
    {
        var json = Encoding.UTF8.GetBytes(
            $$"""{"id":"{{id}}","type":"message.sent","channel":"mail","activity_id":"{{id}}","occurred_at":"{{_sync.Now}}","operator":{"email":"sato@example.com"},"data":{"subject":"件","body":"b","to":["a@customer.example"]} }""");
        using var document = JsonDocument.Parse(json);
        return new IncomingOperation(OperationReader.Read(document.RootElement, _sync.Wall.GetUtcNow()).Operation!, json, _sync.Wall.GetUtcNow());
    }

    private static async Task<int> AddOneAsync(RelationSyncDb db, string key, CancellationToken cancellationToken)
    {
        var setting = await db.Settings.SingleAsync(s => s.Key == key, cancellationToken);
        var count = int.Parse(setting.Value, CultureInfo.InvariantCulture) + 1;
        setting.Value = count.ToString(CultureInfo.InvariantCulture);
        return count;
    }

    private static async Task<bool> AddUnlessAsync(RelationSyncDb db, string mine, string others, Barrier both, CancellationToken cancellationToken)
    {
        if (await db.Settings.AnyAsync(s => s.Key == others, cancellationToken))
        {
            return false;
        }

        // Where the engine lets both in, both have looked before either writes.
        both.SignalAndWait(TimeSpan.FromMilliseconds(50), cancellationToken);
        db.Add(new Setting { Key = mine, Value = "" });
        return true;
    }

    private Task<string> ReadAsync(string key) =>
        _one.ReadAsync((db, token) => db.Settings.Where(s => s.Key == key).Select(s => s.Value).SingleAsync(token), CancellationToken.None);
}
