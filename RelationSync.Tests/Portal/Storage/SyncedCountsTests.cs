using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Storage;

/// <summary>Whatever becomes of Events: what is counted along the way is what counting anew gives.</summary>
public sealed class SyncedCountsTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    public void Dispose() => _sync.Dispose();

    [StoreFact]
    public async Task Counts_AfterAnyHistory_AreThoseOfARecount()
    {
        var random = new Random(15);
        for (var step = 0; step < 60; step++)
        {
            var activity = $"m{random.Next(20)}";
            _ = random.Next(4) switch
            {
                0 => await _sync.CancelSendAsync(activity) is IntakeStatus.Accepted,
                1 => (await _sync.DrainAsync()).Claimed > 0,
                _ => await _sync.SendMailAsync(activity) is IntakeStatus.Accepted,
            };
            _sync.Clock.Advance(TimeSpan.FromMinutes(random.Next(10)));
            if (step % 10 == 9)
            {
                var kept = await RowsAsync();
                await WriteAsync(SyncedCounts.Rebuild);
                Assert.Equal(await RowsAsync(), kept);
            }
        }

        Assert.NotEmpty(await RowsAsync());
        Assert.Contains(await _sync.ActionsAsync(), a => a is { Status: ActionStatus.Cancelled, EventId: not null });
    }

    [StoreFact]
    public async Task Events_OfAnyTime_AreCountedToTheTick()
    {
        for (var i = 0; i < 12; i++)
        {
            await _sync.SendMailAsync($"m{i}");
            _sync.Clock.Advance(TimeSpan.FromMinutes(7));
            await _sync.DrainAsync();
        }

        var times = (await _sync.ActionsAsync()).ConvertAll(a => a.SyncedAt!.Value);
        foreach (var (from, to) in times.SelectMany(f => times.Select(t => (f, t))).Append((SyncHarness.T0.AddDays(-1), DateTimeOffset.MaxValue)))
        {
            var counted = await _sync.Store.ReadAsync((db, _) => Task.FromResult(SyncedCounts.Read(db, from, to)), default);
            Assert.Equal(times.Count(t => t >= from && t < to), counted.GetValueOrDefault(_sync.InboxId));
        }
    }

    /// <summary>A node of the former version settles beside this one and counts nothing.</summary>
    [StoreFact]
    public async Task Counts_ThatWentWrong_AreMendedByARecount()
    {
        await _sync.SendMailAsync();
        await _sync.PassHoldsAndDrainAsync();
        var right = await RowsAsync();
        await WriteAsync(db => db.Database.ExecuteSqlRaw("""UPDATE "SyncedCounts" SET "Events" = 7"""));

        await _sync.Retention.RunAsync(default);

        Assert.Equal(right, await RowsAsync());
    }

    private Task<List<(long Quarter, long Inbox, int Events)>> RowsAsync() => _sync.Store.ReadAsync(
        (db, _) =>
        {
            using var rows = new PreparedSql(db, """SELECT "Quarter", "InboxId", "Events" FROM "SyncedCounts" WHERE "Events" <> 0 ORDER BY 1, 2""");
            return Task.FromResult(rows.Read(r => (r.GetInt64(0), r.GetInt64(1), r.GetInt32(2))));
        },
        default);

    private Task WriteAsync(Action<RelationSyncDb> write) => _sync.Store.WriteAsync(
        (db, _) =>
        {
            write(db);
            return Task.CompletedTask;
        },
        default);
}
