using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Actions.Search;
using RelationSync.Portal.Foundation;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.Actions.Search;

public sealed class ActionIndexerTests : IDisposable
{
    private readonly TestStore _store = new();
    private readonly FakeTimeProvider _time = new(TestStore.Now);

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Newest_AreLeftForLater_UntilOthersCame()
    {
        var inbox = _store.AddInbox("support");
        for (var i = 0; i < 5; i++)
        {
            _store.AddAction(inbox);
        }

        var indexer = new ActionIndexer(_store.Store, _time) { LeaveOut = 3 };

        Assert.Equal(2, await indexer.RunAsync(CancellationToken.None));
        Assert.Equal(0, await indexer.RunAsync(CancellationToken.None));
        Assert.Equal([1, 2], await KnownAsync("見積り"));
    }

    [Fact]
    public async Task Burst_ComesIn_IsWaitedFor()
    {
        var inbox = _store.AddInbox("support");
        var indexer = new ActionIndexer(_store.Store, _time) { LeaveOut = 0 };
        _store.AddAction(inbox);
        Assert.Equal(1, await indexer.RunAsync(CancellationToken.None));

        // One more within no time is faster than any pace; within a second it is slow.
        _store.AddAction(inbox);
        Assert.Equal(0, await indexer.RunAsync(CancellationToken.None));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(1, await indexer.RunAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Event_ComesAfterIndexing_IsFoundAtOnceAndIndexedNext()
    {
        _store.AddAction(_store.AddInbox("support"));
        await IndexAsync();

        await _store.ExecuteAsync("""UPDATE "Actions" SET "EventId" = '00U5g00000QmX2TEAV', "Status" = 4""");
        Assert.Single(await FindAsync(new ActionFilter(Search: "QMX2T")));
        Assert.Single(await FindAsync(new ActionFilter(Status: ActionStatusCodes.Synced)));
        Assert.Empty(await KnownAsync("qmx2t"));

        await IndexAsync();
        Assert.Single(await KnownAsync("qmx2t"));
        Assert.Single(await FindAsync(new ActionFilter(Search: "QMX2T")));
        Assert.Equal(0, await CountStaleAsync());
    }

    [Fact]
    public async Task Erased_AreNotFoundAtOnce_AndLeaveTheIndex()
    {
        _store.AddAction(_store.AddInbox("support"));
        await IndexAsync();

        await _store.ExecuteAsync("""UPDATE "Actions" SET "Subject" = NULL, "CustomerKey" = NULL""");
        Assert.Empty(await FindAsync(new ActionFilter(Search: "見積り")));
        Assert.Empty(await FindAsync(new ActionFilter(Search: "mori@")));

        await IndexAsync();
        Assert.Empty(await KnownAsync("見積り"));
        Assert.Single(await FindAsync(new ActionFilter(Search: "msg")));
    }

    [Fact]
    public async Task Deleted_LeaveTheIndex()
    {
        var inbox = _store.AddInbox("support");
        _store.AddAction(inbox);
        _store.AddAction(inbox);
        await IndexAsync();

        await _store.ExecuteAsync("""DELETE FROM "Actions" WHERE "Seq" = 1""");
        Assert.Equal([2], (await FindAsync(new ActionFilter(Search: "見積り"))).Select(a => a.Seq));

        await IndexAsync();
        Assert.Equal([2], await KnownAsync("見積り"));
    }

    [Theory]
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

    [Fact]
    public async Task Claims_OfIndexedOnes_DontTouchTheIndex()
    {
        _store.AddAction(_store.AddInbox("support"));
        await IndexAsync();

        await _store.ExecuteAsync("""UPDATE "Actions" SET "Status" = 3, "Fence" = 7""");

        Assert.Equal(0, await CountStaleAsync());
        Assert.Single(await FindAsync(new ActionFilter(Status: ActionStatusCodes.Syncing)));
    }

    [Fact]
    public async Task Store_OfTheFirstMigration_IsIndexedAfterwards()
    {
        using var old = new TestStore("First");
        await old.ExecuteAsync("""
            INSERT INTO "Inboxes" ("Key", "Name", "TimeZone", "SecretProtected", "CreatedAt") VALUES ('old', 'old', 'Asia/Tokyo', '-', 0);
            INSERT INTO "Actions" ("Id", "InboxId", "Channel", "ActivityId", "ActivityKey", "TriggerOperationId", "Status", "Intent", "TriggerAt", "ArrivedAt", "DueAt", "Attempts", "Fence", "Doubt", "Subject")
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1200)
            SELECT randomblob(16), 1, 'mail', 'a' || i, randomblob(16), 'o' || i, 4, 0, 0, 0, 0, 0, 0, 0, '古い件名 ' || i FROM n
            """);
        await using (var db = old.CreateDbContext())
        {
            await db.Database.MigrateAsync();
        }

        var found = () => new ListActions(old.Store, _time).RunAsync(new ActionFilter(Search: "古い件名 7"), Keyset.Newest, 1000, CancellationToken.None);
        var before = (await found()).Items.Select(a => a.Seq).ToList();
        var taken = await new ActionIndexer(old.Store, _time) { LeaveOut = 100 }.RunAsync(CancellationToken.None);

        Assert.Equal(1100, taken);
        Assert.Equal(111, before.Count);
        Assert.Equal(before, (await found()).Items.Select(a => a.Seq));
    }

    private Task<int> IndexAsync() => new ActionIndexer(_store.Store, _time) { LeaveOut = 0 }.RunAsync(CancellationToken.None);

    private async Task<IReadOnlyList<ActionView>> FindAsync(ActionFilter filter) =>
        (await new ListActions(_store.Store, _time).RunAsync(filter, Keyset.Newest, 100, CancellationToken.None)).Items;

    /// <summary>What the index itself knows of a gram.</summary>
    private Task<List<long>> KnownAsync(string text) => _store.Store.ReadAsync(
        (db, token) => db.Database.SqlQuery<long>(
            $"""SELECT rowid AS "Value" FROM "ActionIndex" WHERE "ActionIndex" MATCH {'"' + SearchText.GramsOf(text)[^1] + '"'}""").ToListAsync(token),
        CancellationToken.None);

    private Task<int> CountStaleAsync() => _store.Store.ReadAsync(
        (db, token) => db.Database.SqlQuery<int>($"""SELECT COUNT(*) AS "Value" FROM "StaleActions" """).SingleAsync(token), CancellationToken.None);
}
