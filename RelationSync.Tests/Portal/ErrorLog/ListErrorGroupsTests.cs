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
    internal static readonly ErrorLogQuery Everything = new(null, null, null, 30, false);

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

    [StoreFact]
    public async Task Overdue_IsByThePromiseThatIsSet()
    {
        var inbox = _store.AddInbox("support");
        _store.AddAction(inbox, ActionStatus.Pending, age: TimeSpan.FromMinutes(9));
        _store.AddAction(inbox, ActionStatus.Pending, age: TimeSpan.FromMinutes(11));

        Assert.Equal(new OverdueActions(ActionSet.Missing, 1), (await RunAsync(Everything with { Settled = false })).Overdue);
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

    public void Dispose() => _store.Dispose();

    private static FakeTimeProvider Clock => new(TestStore.Now);

    private Task<int> CloseAsync(LogEntry entry, DateTimeOffset at) => _store.Store.WriteAsync(
        (db, token) => LogCounts.MoveAsync(db, db.LogEntries.Where(e => e.Seq == entry.Seq), CountedAs.Closed, at, token), CancellationToken.None);

    private Task<ErrorLogView> RunAsync(ErrorLogQuery query) => RunAsync(_store, query);

    internal static Task<ErrorLogView> RunAsync(TestStore store, ErrorLogQuery query) =>
        new ListErrorGroups(store.Store, new ListInboxes(store.Store), new SyncSettings { SlaTarget = TimeSpan.FromMinutes(10) }, Clock).RunAsync(query, CancellationToken.None);
}
