using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Search;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Storage.Search;

public sealed class ActionIndexerTests : IDisposable
{
    private readonly TestStore _store = new();
    private readonly FakeTimeProvider _time = new(TestStore.Now);

    public void Dispose() => _store.Dispose();

    [StoreFact]
    public async Task Newest_AreLeftForLater_UntilOthersCame()
    {
        var inbox = _store.AddInbox("support");
        for (var i = 0; i < 5; i++)
        {
            _store.AddAction(inbox);
        }

        var indexer = new ActionIndexer(_store.Store, _time) { Patience = TimeSpan.Zero, LeaveOut = 3 };

        Assert.Equal(2, await indexer.RunAsync(CancellationToken.None));
        Assert.Equal(0, await indexer.RunAsync(CancellationToken.None));
        Assert.Equal([1, 2], await KnownAsync("見積り"));
    }

    [StoreFact]
    public async Task Burst_ComesIn_IsWaitedFor()
    {
        var inbox = _store.AddInbox("support");
        var indexer = new ActionIndexer(_store.Store, _time) { Patience = TimeSpan.Zero, LeaveOut = 0 };
        _store.AddAction(inbox);
        Assert.Equal(1, await indexer.RunAsync(CancellationToken.None));

        // One more within no time is faster than any pace; within a second it is slow.
        _store.AddAction(inbox);
        Assert.Equal(0, await indexer.RunAsync(CancellationToken.None));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await indexer.RunAsync(CancellationToken.None));
    }

    [StoreFact]
    public async Task Action_UnderWay_IsIndexedOnceItIsAtRest_AndOnlyOnce()
    {
        var inbox = _store.AddInbox("support");
        _store.AddAction(inbox, ActionStatus.Synced);
        _store.AddAction(inbox, ActionStatus.Pending);
        _store.AddAction(inbox, ActionStatus.Synced);
        var indexer = new ActionIndexer(_store.Store, _time) { LeaveOut = 0 };

        Assert.Equal(1, await indexer.RunAsync(CancellationToken.None));
        Assert.Equal([1, 2, 3], (await FindAsync(new ActionFilter(Search: "見積り"))).Select(a => a.Seq).Order());

        await _store.ChangeAsync<SyncAction>(a => a.Seq == 2, a => a.Property(x => x.Status).CurrentValue = ActionStatus.Synced);
        Assert.Equal(0, await CountStaleAsync());
        Assert.Equal(2, await indexer.RunAsync(CancellationToken.None));
        Assert.Equal([1, 2, 3], await KnownAsync("見積り"));
    }

    [StoreFact]
    public async Task Action_ThatComesToNoRest_KeepsOthersForTenMinutes()
    {
        var inbox = _store.AddInbox("support");
        _store.AddAction(inbox, ActionStatus.Pending);
        _store.AddAction(inbox, ActionStatus.Synced);
        var indexer = new ActionIndexer(_store.Store, _time) { LeaveOut = 0 };

        Assert.Equal(0, await indexer.RunAsync(CancellationToken.None));
        _time.Advance(indexer.Patience);
        Assert.Equal(2, await indexer.RunAsync(CancellationToken.None));
    }

    [StoreFact]
    public async Task Event_ComesAfterIndexing_IsFoundAtOnceAndIndexedNext()
    {
        _store.AddAction(_store.AddInbox("support"));
        await IndexAsync();

        await _store.ChangeAsync<SyncAction>(_ => true, a =>
        {
            a.Property(x => x.EventId).CurrentValue = "00U5g00000QmX2TEAV";
            a.Property(x => x.Status).CurrentValue = ActionStatus.Synced;
        });
        Assert.Single(await FindAsync(new ActionFilter(Search: "QMX2T")));
        Assert.Single(await FindAsync(new ActionFilter(Status: ActionStatusCodes.Synced)));
        Assert.Empty(await KnownAsync("qmx2t"));

        await IndexAsync();
        Assert.Single(await KnownAsync("qmx2t"));
        Assert.Single(await FindAsync(new ActionFilter(Search: "QMX2T")));
        Assert.Equal(0, await CountStaleAsync());
    }

    [StoreFact]
    public async Task Erased_AreNotFoundAtOnce_AndLeaveTheIndex()
    {
        _store.AddAction(_store.AddInbox("support"));
        await IndexAsync();

        await _store.ChangeAsync<SyncAction>(_ => true, a =>
        {
            a.Property(x => x.Subject).CurrentValue = null;
            a.Property(x => x.CustomerKey).CurrentValue = null;
        });
        Assert.Empty(await FindAsync(new ActionFilter(Search: "見積り")));
        Assert.Empty(await FindAsync(new ActionFilter(Search: "mori@")));

        await IndexAsync();
        Assert.Empty(await KnownAsync("見積り"));
        Assert.Single(await FindAsync(new ActionFilter(Search: "msg")));
    }

    [StoreFact]
    public async Task Deleted_LeaveTheIndex()
    {
        var inbox = _store.AddInbox("support");
        _store.AddAction(inbox);
        _store.AddAction(inbox);
        await IndexAsync();

        await _store.ChangeAsync<SyncAction>(a => a.Seq == 1, a => a.State = EntityState.Deleted);
        Assert.Equal([2], (await FindAsync(new ActionFilter(Search: "見積り"))).Select(a => a.Seq));

        Assert.Equal(2, await CountAsync("ActionIndex"));
        await IndexAsync();
        Assert.Equal([2], await KnownAsync("見積り"));
        Assert.Equal(1, await CountAsync("ActionIndex"));
    }

    [StoreTheory]
    [InlineData("ＡＢＣ\uFFFE１２３")]
    [InlineData("abc\uD800 123")]
    [InlineData("\uFFFF\uDC00\u0000abc123")]
    public async Task NoCharacters_InAnActivity_AreIndexedAndFound(string activity)
    {
        _store.AddAction(_store.AddInbox("support"), activity: activity);

        Assert.Single(await FindAsync(new ActionFilter(ActivityId: activity)));
        Assert.Equal(1, await IndexAsync());
        Assert.Single(await FindAsync(new ActionFilter(ActivityId: activity)));
        Assert.Single(await FindAsync(new ActionFilter(Search: "123")));
        Assert.Empty(await FindAsync(new ActionFilter(Search: "\uFFFE321")));
    }

    [StoreFact]
    public async Task Claims_OfIndexedOnes_DontTouchTheIndex()
    {
        _store.AddAction(_store.AddInbox("support"));
        await IndexAsync();

        await _store.ChangeAsync<SyncAction>(_ => true, a => a.Property(x => x.Status).CurrentValue = ActionStatus.Syncing);

        Assert.Equal(0, await CountStaleAsync());
        Assert.Single(await FindAsync(new ActionFilter(Status: ActionStatusCodes.Syncing)));
    }

    [StoreFact]
    public async Task Store_WithoutAnIndex_IsIndexedBatchByBatchAndFindsTheSame()
    {
        _store.AddActions(_store.AddInbox("support"), Enumerable.Range(1, 1200).Select(i => $"古い件名 {i}"));
        var found = () => new ListActions(_store.Store, _time).RunAsync(new ActionFilter(Search: "古い件名 7"), Keyset.Newest, 1000, CancellationToken.None);

        var before = (await found()).Items.Select(a => a.Seq).ToList();
        var taken = await new ActionIndexer(_store.Store, _time) { Patience = TimeSpan.Zero, LeaveOut = 100 }.RunAsync(CancellationToken.None);

        Assert.Equal(1100, taken);
        Assert.Equal(111, before.Count);
        Assert.Equal(before, (await found()).Items.Select(a => a.Seq));
    }

    /// <summary>An index lives for years, while channels come and go: each is known by its code.</summary>
    [StoreFact]
    public async Task Channels_OneThatIsNewOrUnknown_IsNotTakenForAnother()
    {
        var inbox = _store.AddInbox("support");
        foreach (var channel in new[] { "mail", "newer", "newest" })
        {
            var action = _store.AddAction(inbox);
            await _store.ChangeAsync<SyncAction>(a => a.Seq == action.Seq, a => a.Property(x => x.Channel).CurrentValue = channel);
        }

        await IndexAsync();

        Assert.Equal([[1], [2], [3]], [await KnownAsync(Facets.Channel("mail")), await KnownAsync(Facets.Channel("newer")), await KnownAsync(Facets.Channel("newest"))]);
        Assert.Equal([1], (await FindAsync(new ActionFilter(Channel: "mail"))).Select(a => a.Seq));
    }

    [StoreFact]
    public async Task Connection_DeletedWithWhatWaits_IsNotFoundAsPendingAnyMore()
    {
        var inbox = _store.AddInbox("support");
        _store.AddAction(inbox, ActionStatus.Pending);
        _store.AddAction(inbox, ActionStatus.Pending);
        await IndexAsync();

        await _store.Store.WriteAsync(
            async (db, token) =>
            {
                await StaleActions.NoteAsync(db, db.Actions.Where(a => a.Seq == 2), token);
                await db.Actions.Where(a => a.Seq == 2).ExecuteUpdateAsync(set => set.SetProperty(a => a.Status, ActionStatus.Cancelled), token);
            },
            CancellationToken.None);

        Assert.Equal([1], (await FindAsync(new ActionFilter(Status: ActionStatusCodes.Pending))).Select(a => a.Seq));
        Assert.Equal([2], (await FindAsync(new ActionFilter(Status: ActionStatusCodes.Cancelled))).Select(a => a.Seq));
        await IndexAsync();
        Assert.Equal([2], (await FindAsync(new ActionFilter(Status: ActionStatusCodes.Cancelled))).Select(a => a.Seq));
        Assert.Equal(0, await CountStaleAsync());
    }

    private Task<int> IndexAsync() => new ActionIndexer(_store.Store, _time) { Patience = TimeSpan.Zero, LeaveOut = 0 }.RunAsync(CancellationToken.None);

    private async Task<IReadOnlyList<ActionView>> FindAsync(ActionFilter filter) =>
        (await new ListActions(_store.Store, _time).RunAsync(filter, Keyset.Newest, 100, CancellationToken.None)).Items;

    /// <summary>What the index itself finds.</summary>
    private Task<List<long>> KnownAsync(string text) => KnownAsync(new IndexQuestion([], [SearchText.Normal(text)], null));

    private Task<List<long>> KnownAsync(int facet) => KnownAsync(new IndexQuestion([facet], [], null));

    private Task<List<long>> KnownAsync(IndexQuestion question) => _store.Store.ReadMomentAsync(
        (db, _) =>
        {
            var (sql, parameters, values, _) = db.Dialect.ActionIndex.Find(db, question, 1, newestFirst: false);
            using var read = new PreparedSql(db, sql, ["@low", "@high", "@most", .. parameters]);
            return Task.FromResult(read.Read(r => r.GetInt64(0), [1L, 1_000_000L, 1000, .. values(1, 1_000_000)]));
        },
        CancellationToken.None);

    private Task<int> CountStaleAsync() => CountAsync("StaleActions");

    private Task<int> CountAsync(string table) => _store.Store.ReadAsync(
        (db, _) =>
        {
            using var count = new PreparedSql(db, $"SELECT COUNT(*) FROM \"{table}\"");
            return Task.FromResult(count.Read(r => r.GetInt32(0))[0]);
        },
        CancellationToken.None);
}
