using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Channels;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage.Search;
using RelationSync.Tests.Portal.Storage;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Actions;

/// <summary>Each list is asked twice: of actions that the index doesn't know yet, and of the same once it does.</summary>
public sealed class ListActionsTests : IDisposable
{
    private readonly TestStore _store = new();
    private readonly FakeTimeProvider _time = new(TestStore.Now);

    public void Dispose() => _store.Dispose();

    [StoreTheory]
    [InlineData("有効期限", true)]
    [InlineData("期限", true)]
    [InlineData("お見", true)]
    [InlineData("お", true)]
    [InlineData("aoba-logi", true)]
    [InlineData("MORI@", true)]
    [InlineData("Mo", true)]
    [InlineData("og", true)]
    [InlineData("20451", true)]
    [InlineData("100%", true)]
    [InlineData("10_%", false)]
    [InlineData("1%", false)]
    [InlineData("無い語", false)]
    [InlineData("ＭＯＲＩ＠", true)]
    [InlineData("ＡＢＣ株式会社", true)]
    [InlineData("abc㈱", false)]
    [InlineData("ｶﾞｲﾄﾞ", true)]
    [InlineData("\"期限\"", true)]
    [InlineData("it's", true)]
    [InlineData("NOT OR AND*", true)]
    [InlineData("NEAR(期限", false)]
    [InlineData("* OR 見積", false)]
    [InlineData("^お見積", false)]
    [InlineData("🙂👍a", true)]
    [InlineData("👍", false)]
    [InlineData("👍a", true)]
    [InlineData("限お", false)]
    [InlineData("--", false)]
    [InlineData("-3", true)]
    [InlineData("\" i", true)]
    [InlineData("%", false)]
    [InlineData("% a", true)]
    [InlineData("_a", false)]
    [InlineData("\\g", false)]
    [InlineData("00U0000000", true)]
    [InlineData("\0\0\0", false)]
    [InlineData("\ud83d\ud83d\ud83d", false)]
    [InlineData("\u0002\u0002お", false)]
    public async Task Search_TwoCharactersAnywhere_OneAtTheBeginning(string search, bool found)
    {
        var inbox = _store.AddInbox("support");
        _store.AddAction(
            inbox, ActionStatus.Synced, subject: "お見積りの有効期限 100% ABC株式会社 ガイド \"期限\" it's NOT OR AND* 🙂👍A", activity: "msg-20451-3");
        _store.AddAction(inbox, subject: null, activity: "x", customer: null);

        foreach (var slice in await RunBothAsync(new ActionFilter(Search: search)))
        {
            Assert.Equal(found ? ["msg-20451-3"] : [], slice.Items.Select(a => a.ActivityId));
        }
    }

    [StoreTheory]
    [InlineData(ActionStatusCodes.Waiting, 2)]
    [InlineData(ActionStatusCodes.Pending, 2)]
    [InlineData(ActionStatusCodes.Synced, 1)]
    [InlineData(ActionStatusCodes.Failed, 1)]
    [InlineData(ActionStatusCodes.Cancelled, 1)]
    [InlineData(ActionStatusCodes.Syncing, 0)]
    public async Task Status_IsTheOneThatIsSeen(string status, int count)
    {
        var inbox = _store.AddInbox("support");
        _store.AddAction(inbox, ActionStatus.Half);
        _store.AddAction(inbox, ActionStatus.Held, due: TimeSpan.FromMinutes(1));
        _store.AddAction(inbox, ActionStatus.Held, due: TimeSpan.FromMinutes(-1));
        _store.AddAction(inbox, ActionStatus.Pending);
        _store.AddAction(inbox, ActionStatus.Synced);
        _store.AddAction(inbox, ActionStatus.Failed);
        _store.AddAction(inbox, ActionStatus.Cancelled);

        foreach (var slice in await RunBothAsync(new ActionFilter(Status: status), new ActionFilter(inbox.Id, Status: status)))
        {
            Assert.Equal(count, slice.Items.Count);
            Assert.All(slice.Items, a => Assert.Equal(status, a.Status));
        }
    }

    [StoreFact]
    public async Task Filters_Combined_AllHold()
    {
        var (inbox, other) = (_store.AddInbox("support"), _store.AddInbox("sales"));
        var meant = _store.AddAction(inbox, ActionStatus.Failed, TimeSpan.FromDays(3), channel: Channel.Sms, by: "Mori@minatodo.example");
        _store.AddAction(other, ActionStatus.Failed, TimeSpan.FromDays(3), channel: Channel.Sms, by: "mori@minatodo.example");
        _store.AddAction(inbox, ActionStatus.Failed, TimeSpan.FromDays(3), channel: Channel.Mail, by: "mori@minatodo.example");
        _store.AddAction(inbox, ActionStatus.Synced, TimeSpan.FromDays(3), channel: Channel.Sms, by: "mori@minatodo.example");
        _store.AddAction(inbox, ActionStatus.Failed, TimeSpan.FromDays(3), channel: Channel.Sms);
        _store.AddAction(inbox, ActionStatus.Failed, TimeSpan.FromDays(5), channel: Channel.Sms, by: "mori@minatodo.example");
        _store.AddAction(inbox, ActionStatus.Failed, TimeSpan.FromDays(3), channel: Channel.Sms, by: "mori@minatodo.example", subject: "別の件");
        var filter = new ActionFilter(
            inbox.Id, "sms", "failed", Search: "見積り", Operator: "mori@MINATODO.example", From: TestStore.Now.AddDays(-4), To: TestStore.Now.AddDays(-2));

        foreach (var slice in await RunBothAsync(filter))
        {
            Assert.Equal([meant.Seq], slice.Items.Select(a => a.Seq));
        }
    }

    [StoreTheory]
    [InlineData(-10, null, 4)]
    [InlineData(-3, null, 3)]
    [InlineData(-3, -1, 2)]
    [InlineData(null, -2, 2)]
    [InlineData(-400, 400, 4)]
    [InlineData(1, null, 0)]
    [InlineData(0, -1, 0)]
    public async Task Time_FromIsIn_ToIsOut(int? from, int? to, int count)
    {
        var inbox = _store.AddInbox("support");
        foreach (var days in new[] { 1, 2, 3, 40 })
        {
            _store.AddAction(inbox, age: TimeSpan.FromDays(days));
        }

        var (first, end) = (from is null ? (DateTimeOffset?)null : TestStore.Now.AddDays(from.Value), to is null ? (DateTimeOffset?)null : TestStore.Now.AddDays(to.Value));
        if (from == -10)
        {
            first = TestStore.Now.AddDays(-40);
        }

        foreach (var slice in await RunBothAsync(new ActionFilter(From: first, To: end)))
        {
            Assert.Equal(count, slice.Items.Count);
        }
    }

    [StoreFact]
    public async Task Activity_IsMeantExactly()
    {
        var inbox = _store.AddInbox("support");
        var meant = _store.AddAction(inbox, activity: "a");
        _store.AddAction(inbox, activity: "A");
        _store.AddAction(inbox, activity: "ab");

        foreach (var slice in await RunBothAsync(new ActionFilter(ActivityId: "a")))
        {
            Assert.Equal([meant.Seq], slice.Items.Select(a => a.Seq));
        }
    }

    [StoreTheory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Pages_EitherWay_MeetWithoutGapOrRepeat(bool newestFirst)
    {
        var inbox = _store.AddInbox("support");
        var seqs = Enumerable.Range(0, 40).Select(i => _store.AddAction(inbox, subject: i % 3 == 0 ? "請求書の再送" : "配送日の変更")).Where(a => a.Subject == "請求書の再送").Select(a => a.Seq).ToList();
        await IndexAsync(leaveOut: 13);
        await _store.ChangeAsync<SyncAction>(a => a.Seq % 5 == 0, a => a.Property(x => x.CustomerKey).CurrentValue = "mori@other.example");

        var limits = new ScanLimits(4, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1));
        var keyset = newestFirst ? Keyset.Newest : Keyset.Oldest;
        var all = new List<long>();
        for (long? next = null; ;)
        {
            var slice = await Query.RunAsync(new ActionFilter(Search: "請求書"), keyset with { Beyond = next }, 3, limits, CancellationToken.None);
            all.AddRange(slice.Items.Select(a => a.Seq));
            if ((next = slice.Next) is null)
            {
                break;
            }
        }

        Assert.Equal(newestFirst ? seqs.AsEnumerable().Reverse() : seqs, all);
    }

    [StoreFact]
    public async Task Search_TakesTooLong_SaysHowFarItCameAndGoesOnThere()
    {
        var inbox = _store.AddInbox("support");
        var meant = _store.AddAction(inbox, subject: "請求書の再送", age: TimeSpan.FromDays(3));
        _store.AddActions(inbox, Enumerable.Repeat("配送日の変更", 5000), TimeSpan.FromDays(3));

        var limits = new ScanLimits(2000, TimeSpan.FromMilliseconds(1), TimeSpan.Zero);
        var filter = new ActionFilter(Search: "請求書");
        var first = await Query.RunAsync(filter, Keyset.Newest, 50, limits, CancellationToken.None);
        Assert.Empty(first.Items);
        Assert.True(first.IsPartial);
        Assert.Equal(meant.TriggerAt, first.NextAt);

        var slice = first;
        for (var answers = 0; slice.Items.Count == 0; answers++)
        {
            Assert.True(answers < 50);
            slice = await Query.RunAsync(filter, Keyset.Newest with { Beyond = slice.Next }, 50, limits, CancellationToken.None);
        }

        Assert.Equal([meant.Seq], slice.Items.Select(a => a.Seq));
        Assert.Null(slice.Next);
    }

    [StoreFact]
    public async Task Operators_OfIndexAndOfTheNewest_ByPart()
    {
        var inbox = _store.AddInbox("support");
        _store.AddAction(inbox, by: "sato@minatodo.example");
        await IndexAsync();
        _store.AddAction(inbox, by: "Mori@minatodo.example");
        _store.AddAction(inbox, by: "Mori@minatodo.example");

        var query = new ListOperators(_store.Store);

        Assert.Equal(["Mori@minatodo.example", "sato@minatodo.example"], await query.RunAsync(null, CancellationToken.None));
        Assert.Equal(["Mori@minatodo.example"], await query.RunAsync("mori", CancellationToken.None));
    }

    private ListActions Query => new(_store.Store, _time);

    /// <summary>What lists say before anything is indexed and after.</summary>
    private async Task<List<ActionSlice>> RunBothAsync(params ActionFilter[] filters)
    {
        var slices = new List<ActionSlice>();
        foreach (var filter in filters)
        {
            slices.Add(await Query.RunAsync(filter, Keyset.Newest, 100, CancellationToken.None));
        }

        await IndexAsync();
        foreach (var filter in filters)
        {
            slices.Add(await Query.RunAsync(filter, Keyset.Newest, 100, CancellationToken.None));
            slices.Add(await Query.RunAsync(filter, Keyset.Oldest, 100, CancellationToken.None));
        }

        return slices;
    }

    private Task<int> IndexAsync(int leaveOut = 0) => new ActionIndexer(_store.Store, _time) { Patience = TimeSpan.Zero, LeaveOut = leaveOut }.RunAsync(CancellationToken.None);
}
