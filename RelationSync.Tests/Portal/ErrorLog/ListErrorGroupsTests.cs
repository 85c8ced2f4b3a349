using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Sync;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;
using RelationSync.Tests.Portal.Storage;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.ErrorLog;

[Trait("Rule", "R-E1")]
public sealed class ListErrorGroupsTests : IDisposable
{
    private static readonly ErrorLogQuery Everything = new(null, null, null, 30, false);

    private readonly TestStore _store = new();

    [StoreFact]
    public async Task Groups_OfAKind_CountEntriesActionsAndFailures()
    {
        var (inbox, other) = (_store.AddInbox("support"), _store.AddInbox("sales"));
        var (failed, synced) = (_store.AddAction(inbox, ActionStatus.Failed), _store.AddAction(other, ActionStatus.Synced));
        _store.AddError(inbox, action: failed.Id, at: TestStore.Now.AddHours(-3));
        _store.AddError(inbox, action: failed.Id, at: TestStore.Now.AddHours(-2));
        _store.AddError(other, action: synced.Id, at: TestStore.Now.AddHours(-1));
        _store.AddError(inbox, LogSeverity.Warning, LogCategory.Truncated, "DESCRIPTION_TRUNCATED");

        var view = await RunAsync(Everything);

        Assert.Equal((2, 1), (view.Errors, view.Warnings));
        Assert.Equal([LogSeverity.Error, LogSeverity.Warning], view.Groups.Select(g => g.Key.Severity));
        var group = view.Groups[0];
        Assert.Equal((3, 2, 1), (group.Count, group.Actions, group.Failed));
        Assert.Equal((TestStore.Now.AddHours(-3), TestStore.Now.AddHours(-1)), (group.FirstAt, group.LastAt));
        Assert.Equal(["sales", "support"], group.Inboxes.Select(i => i.Key));
        Assert.StartsWith("Required fields", group.LastMessage, StringComparison.Ordinal);
    }

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
    public async Task Groups_FilteredBySeverity_StillCountTheOther()
    {
        var inbox = _store.AddInbox("support");
        _store.AddError(inbox);
        _store.AddError(inbox, LogSeverity.Warning, LogCategory.Truncated, "DESCRIPTION_TRUNCATED");

        var view = await RunAsync(Everything with { Severity = LogSeverity.Warning });

        Assert.Equal("DESCRIPTION_TRUNCATED", Assert.Single(view.Groups).Key.Code);
        Assert.Equal((1, 1), (view.Errors, view.Warnings));
    }

    [StoreFact]
    public async Task Groups_OutsideOfInboxCategoryOrTime_AreNotThere()
    {
        var (inbox, other) = (_store.AddInbox("support"), _store.AddInbox("sales"));
        _store.AddError(inbox, code: "MEANT");
        _store.AddError(inbox, category: LogCategory.Owner, code: "OTHER_CATEGORY");
        _store.AddError(other, code: "OTHER_INBOX");
        _store.AddError(inbox, code: "OLD", at: TestStore.Now.AddDays(-8));

        var view = await RunAsync(new ErrorLogQuery("support", null, LogCategory.Validation, 7, false));

        Assert.Equal("MEANT", Assert.Single(view.Groups).Key.Code);
        Assert.Empty((await RunAsync(Everything with { Inbox = "unknown" })).Groups);
    }

    [StoreFact]
    public async Task Groups_Settled_AreAskedForApart()
    {
        var inbox = _store.AddInbox("support");
        _store.AddError(inbox, code: "OPEN");
        var settled = _store.AddError(inbox, code: "SETTLED");
        await _store.Store.WriteAsync(
            async (db, token) => (await db.LogEntries.FindAsync([settled.Seq], token))!.SettledAt = TestStore.Now, CancellationToken.None);

        Assert.Equal("OPEN", Assert.Single((await RunAsync(Everything)).Groups).Key.Code);
        Assert.Equal("SETTLED", Assert.Single((await RunAsync(Everything with { Settled = true })).Groups).Key.Code);
        Assert.Equal(2, (await RunAsync(Everything with { Settled = null })).Groups.Count);
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

    [StoreFact]
    public async Task Entries_MoreThanAPage_GoOnWhereTheLastEnded()
    {
        var inbox = _store.AddInbox("support");
        var seqs = Enumerable.Range(0, ListErrorEntries.PageSize + 1).Select(_ => _store.AddError(inbox).Seq).ToList();
        _store.AddError(inbox, code: "OTHER");
        var key = (await RunAsync(Everything)).Groups[0].Key;
        var filter = new ErrorLogFilter(TestStore.Now.AddDays(-30));
        var query = new ListErrorEntries(_store.Store, Clock);

        var first = await query.RunAsync(filter, key, null, CancellationToken.None);
        var second = await query.RunAsync(filter, key, first.Items[^1].Seq, CancellationToken.None);

        Assert.True(first.HasMore);
        Assert.False(second.HasMore);
        Assert.Equal(seqs.AsEnumerable().Reverse(), first.Items.Concat(second.Items).Select(e => e.Seq));
    }

    [StoreFact]
    public async Task Entries_OfAnAction_SayWhereItStands()
    {
        var inbox = _store.AddInbox("support");
        var failed = _store.AddAction(inbox, ActionStatus.Failed);
        var synced = _store.AddAction(inbox, ActionStatus.Synced);
        _store.AddError(inbox, action: failed.Id);
        _store.AddError(inbox, action: synced.Id);
        _store.AddError(inbox, action: Guid.NewGuid());
        var key = (await RunAsync(Everything)).Groups[0].Key;

        var page = await new ListErrorEntries(_store.Store, Clock)
            .RunAsync(new ErrorLogFilter(TestStore.Now.AddDays(-30)), key, null, CancellationToken.None);

        Assert.Equal([null, ActionStatusCodes.Synced, ActionStatusCodes.Failed], page.Items.Select(e => e.ActionStatus));
        Assert.Equal([null, null, failed.Id], page.Items.Select(e => e.FailedAction));
    }

    public void Dispose() => _store.Dispose();

    private static FakeTimeProvider Clock => new(TestStore.Now);

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
            var view = await RunAsync(store, Everything with { Days = days, Settled = settled });
            Assert.Equal(
                entries.GroupBy(e => (e.Severity, e.Code)).Select(g => (g.Key, g.Count(), Affected(g).Count(), Affected(g).Count(a => failed.Contains(a)))).Order(),
                view.Groups.Select(g => ((g.Key.Severity, g.Key.Code), g.Count, g.Actions, g.Failed)).Order());
            Assert.Equal(
                entries.GroupBy(e => (e.Severity, e.Code)).Select(g => (g.Key, g.Min(e => e.At), g.Max(e => e.At), g.MaxBy(e => (e.At, e.Seq))!.Message)).Order(),
                view.Groups.Select(g => ((g.Key.Severity, g.Key.Code), g.FirstAt, g.LastAt, g.LastMessage)).Order());
        }

        static IEnumerable<Guid?> Affected(IEnumerable<LogEntry> entries) => entries.Select(e => e.ActionId).Where(a => a is not null).Distinct();
    }

    [StoreFact]
    public async Task Overdue_IsByThePromiseThatIsSet()
    {
        var inbox = _store.AddInbox("support");
        _store.AddAction(inbox, ActionStatus.Pending, age: TimeSpan.FromMinutes(9));
        _store.AddAction(inbox, ActionStatus.Pending, age: TimeSpan.FromMinutes(11));

        Assert.Equal(1, (await RunAsync(Everything with { Settled = false })).Overdue);
    }

    [StoreFact]
    public async Task LastCleared_IsTheLastThatClosed_HoweverOldItsEntry_AndOfTheInboxAskedFor()
    {
        var (support, sales) = (_store.AddInbox("support"), _store.AddInbox("sales"));
        var old = _store.AddError(support, at: TestStore.Now.AddHours(-5));
        var later = _store.AddError(support, at: TestStore.Now.AddHours(-1));
        var other = _store.AddError(sales, at: TestStore.Now.AddHours(-2));
        await CloseAsync(later, TestStore.Now.AddMinutes(-30));
        await CloseAsync(old, TestStore.Now.AddMinutes(-10));
        await CloseAsync(other, TestStore.Now.AddMinutes(-20));

        Assert.Equal(TestStore.Now.AddMinutes(-10), (await RunAsync(Everything with { Settled = false })).ClearedAt);
        Assert.Equal(TestStore.Now.AddMinutes(-20), (await RunAsync(Everything with { Settled = false, Inbox = "sales" })).ClearedAt);
    }

    private Task<int> CloseAsync(LogEntry entry, DateTimeOffset at) => _store.Store.WriteAsync(
        (db, token) => LogCounts.MoveAsync(db, db.LogEntries.Where(e => e.Seq == entry.Seq), CountedAs.Closed, at, token), CancellationToken.None);

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

    private Task<ErrorLogView> RunAsync(ErrorLogQuery query) => RunAsync(_store, query);

    private static Task<ErrorLogView> RunAsync(TestStore store, ErrorLogQuery query) =>
        new ListErrorGroups(store.Store, new ListInboxes(store.Store), new SyncSettings { SlaTarget = TimeSpan.FromMinutes(10) }, Clock).RunAsync(query, CancellationToken.None);
}
