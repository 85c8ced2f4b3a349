using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Actions;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Storage;
using RelationSync.Tests.Portal.Storage;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.ErrorLog;

/// <summary>Groups are counted by what is kept of each entry: the figures are those that reading all entries gives.</summary>
[Trait("Rule", "R-E1")]
public sealed class ErrorCountsTests : IDisposable
{
    private static readonly ErrorLogQuery Everything = ListErrorGroupsTests.Everything;

    private readonly TestStore _store = new();

    [StoreFact]
    [Trait("Rule", "R-E4")]
    public async Task Groups_ClosedEntries_AreNeitherOpenNorSettled()
    {
        var inbox = _store.AddInbox("support");
        var (one, other) = (_store.AddAction(inbox, ActionStatus.Failed).Id, _store.AddAction(inbox, ActionStatus.Failed).Id);
        var entries = Enumerable.Range(0, 6).Select(i => _store.AddError(inbox, action: i % 2 == 0 ? one : other, at: TestStore.Now.AddDays(-i)).Seq).ToList();
        foreach (var (closed, settled) in new[] { (entries[0], entries[1]), (entries[2], entries[2]) })
        {
            await MoveAsync(e => e.Seq == closed, CountedAs.Closed);
            await MoveAsync(e => e.Seq == settled, CountedAs.Settled);
        }

        foreach (var settled in new bool?[] { false, true, null })
        {
            await AssertCountsAsync(_store, settled);
        }

        Assert.Equal(3, Assert.Single((await RunAsync(Everything)).Groups).Count);
        await OpenAgainAsync(_ => true);
        await DeleteAsync(e => e.Seq == entries[0] || e.Seq == entries[5]);
        foreach (var settled in new bool?[] { false, true, null })
        {
            await AssertCountsAsync(_store, settled);
        }
    }

    [StoreFact]
    public async Task Group_WhoseNewestAndOldestAreSettled_BeginsAndEndsWithThoseLeft()
    {
        var inbox = _store.AddInbox("support");
        foreach (var hours in new[] { 4, 3, 2, 1 })
        {
            _store.AddError(inbox, at: TestStore.Now.AddHours(-hours));
        }

        await _store.ChangeAsync<LogEntry>(_ => true, e => e.Entity.Message = $"entry {e.Entity.Seq}");
        await MoveAsync(e => e.Seq == 1 || e.Seq == 4, CountedAs.Settled);

        var (open, settled) = (Assert.Single((await RunAsync(Everything)).Groups), Assert.Single((await RunAsync(Everything with { Settled = true })).Groups));
        Assert.Equal((TestStore.Now.AddHours(-3), TestStore.Now.AddHours(-2), "entry 3"), (open.FirstAt, open.LastAt, open.LastMessage));
        Assert.Equal((TestStore.Now.AddHours(-4), TestStore.Now.AddHours(-1), "entry 4"), (settled.FirstAt, settled.LastAt, settled.LastMessage));
    }

    [StoreTheory]
    [InlineData(false)]
    [InlineData(true)]
    [InlineData(null)]
    public async Task Groups_OverBucketsOfDays_CountAsTheEntriesDo(bool? settled)
    {
        AddSixtyDays(_store);
        await AssertCountsAsync(_store, settled);

        await MoveAsync(e => e.Seq % 3 == 0, CountedAs.Settled);
        await AssertCountsAsync(_store, settled);
        await MoveAsync(e => e.Seq % 4 == 0, CountedAs.Closed);
        await AssertCountsAsync(_store, settled);
        await OpenAgainAsync(e => e.Seq % 9 == 0);
        await AssertCountsAsync(_store, settled);
        await DeleteAsync(e => e.Seq % 7 == 0);
        await AssertCountsAsync(_store, settled);
    }

    [StoreTheory]
    [InlineData(false)]
    [InlineData(true)]
    [InlineData(null)]
    public async Task Failed_TriedAgainGivenUpAndRewritten_AreCountedAsTheyStand(bool? settled)
    {
        AddSixtyDays(_store);
        await MoveAsync(e => e.Seq % 4 == 0, CountedAs.Settled);
        foreach (var change in new Func<Task>[]
        {
            () => SetStatusAsync(_ => true, ActionStatus.Failed),
            () => SetStatusAsync(a => a.Seq % 2 == 0, ActionStatus.Pending),
            () => SetStatusAsync(a => a.Seq == 2, ActionStatus.Failed),
            () => _store.ChangeAsync<SyncAction>(a => a.Seq < 3, a => a.State = EntityState.Deleted),
            () => OpenAgainAsync(_ => true),
            () => DeleteAsync(_ => true),
        })
        {
            await change();
            await AssertCountsAsync(_store, settled);
        }

        Assert.Equal((0, 0), await CountRowsAsync());
    }

    [StoreFact]
    public async Task Counts_OfAStoreFilledFromOutside_AreMadeAgain()
    {
        AddSixtyDays(_store);
        await MoveAsync(e => e.Seq % 3 == 0, CountedAs.Settled);
        await MoveAsync(e => e.Seq % 4 == 0, CountedAs.Closed);
        var before = await CountRowsAsync();

        await _store.Store.WriteAsync(
            async (db, token) =>
            {
                await db.Database.ExecuteSqlRawAsync("""DELETE FROM "LogCounts" WHERE "Severity" = 0; UPDATE "LogActions" SET "LastAt" = 5""", token);
                LogCounts.Rebuild(db);
            },
            CancellationToken.None);

        Assert.Equal(before, await CountRowsAsync());
        foreach (var settled in new bool?[] { false, true, null })
        {
            await AssertCountsAsync(_store, settled);
        }
    }

    public void Dispose() => _store.Dispose();

    /// <summary>An entry a day in two inboxes, of four kinds; each action has several over the time.</summary>
    private static void AddSixtyDays(TestStore store)
    {
        var (inbox, other) = (store.AddInbox("support"), store.AddInbox("sales"));
        var actions = Enumerable.Range(0, 6).Select(i => store.AddAction(i % 2 == 0 ? inbox : other, i % 3 == 0 ? ActionStatus.Failed : ActionStatus.Synced).Id).ToList();
        for (var i = 0; i < 60; i++)
        {
            store.AddError(i % 2 == 0 ? inbox : other, code: $"CODE_{i % 4}", at: TestStore.Now.AddDays(-i), action: i % 5 == 0 ? null : actions[i % 6], message: $"entry {i}");
        }
    }

    /// <summary>Entries, actions affected and those that are failed, of each kind, as reading all of them finds.</summary>
    internal static async Task AssertCountsAsync(TestStore store, bool? settled)
    {
        foreach (var days in new[] { 3, 7, 30, 365 })
        {
            var from = TestStore.Now.AddDays(-days);
            var entries = await store.Store.ReadAsync(
                (db, token) => db.LogEntries.Where(e => e.At >= from && (settled == null || (settled == true ? e.SettledAt != null : e.SettledAt == null && e.ClosedAt == null))).ToListAsync(token), CancellationToken.None);
            var failed = await store.Store.ReadAsync(
                (db, token) => db.Actions.Where(a => a.Status == ActionStatus.Failed).Select(a => (Guid?)a.Id).ToListAsync(token), CancellationToken.None);
            var view = await ListErrorGroupsTests.RunAsync(store, Everything with { Days = days, Settled = settled });
            Assert.Equal(
                entries.GroupBy(e => (e.Severity, e.Code)).Select(g => (g.Key, g.Count(), Affected(g).Count(), Affected(g).Count(a => failed.Contains(a)))).Order(),
                view.Groups.Select(g => ((g.Key.Severity, g.Key.Code), g.Count, g.Actions, g.Failed)).Order());
            Assert.Equal(
                entries.GroupBy(e => (e.Severity, e.Code)).Select(g => (g.Key, g.Min(e => e.At), g.Max(e => e.At), g.MaxBy(e => (e.At, e.Seq))!.Message)).Order(),
                view.Groups.Select(g => ((g.Key.Severity, g.Key.Code), g.FirstAt, g.LastAt, g.LastMessage)).Order());
        }

        static IEnumerable<Guid?> Affected(IEnumerable<LogEntry> entries) => entries.Select(e => e.ActionId).Where(a => a is not null).Distinct();
    }

    private Task<int> MoveAsync(Expression<Func<LogEntry, bool>> which, CountedAs to) => _store.Store.WriteAsync(
        (db, token) => LogCounts.MoveAsync(db, db.LogEntries.Where(which), to, TestStore.Now, token), CancellationToken.None);

    private Task<int> DeleteAsync(Expression<Func<LogEntry, bool>> which) => _store.Store.WriteAsync(
        (db, token) => LogCounts.DeleteAsync(db, db.LogEntries.Where(which), token), CancellationToken.None);

    private Task OpenAgainAsync(Func<LogEntry, bool> which) => _store.ChangeAsync(which, e => e.Entity.SettledAt = null);

    private Task SetStatusAsync(Func<SyncAction, bool> which, ActionStatus status) =>
        _store.ChangeAsync(which, a => a.Property(x => x.Status).CurrentValue = status);

    private Task<(int, int)> CountRowsAsync() => _store.Store.ReadAsync(
        (db, _) =>
        {
            using var count = new PreparedSql(db, """SELECT (SELECT COUNT(*) FROM "LogCounts"), (SELECT COUNT(*) FROM "LogActions")""");
            return Task.FromResult(count.Read(r => (r.GetInt32(0), r.GetInt32(1)))[0]);
        },
        CancellationToken.None);

    private Task<ErrorLogView> RunAsync(ErrorLogQuery query) => ListErrorGroupsTests.RunAsync(_store, query);
}
