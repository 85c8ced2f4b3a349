using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Queries;

namespace RelationSync.Tests.Portal.Queries;

public sealed class ListActionsTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("有効期限", true)]
    [InlineData("期限", false)]
    [InlineData("お見", true)]
    [InlineData("aoba-logi", true)]
    [InlineData("MORI@", true)]
    [InlineData("20451", true)]
    [InlineData("100%", true)]
    [InlineData("10_%", false)]
    [InlineData("無い語", false)]
    public async Task Search_ThreeCharactersAnywhere_FewerAtTheBeginning(string search, bool found)
    {
        _store.AddAction(_store.AddInbox("support"), subject: "お見積りの有効期限 100%", activity: "msg-20451-3");

        var page = await RunAsync(new ActionFilter(Search: search));

        Assert.Equal(found, page.Items.Count == 1);
    }

    [Theory]
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

        foreach (var filter in new[] { new ActionFilter(Status: status), new ActionFilter(inbox.Id, Status: status) })
        {
            var page = await RunAsync(filter);
            Assert.Equal(count, page.Items.Count);
            Assert.All(page.Items, a => Assert.Equal(status, a.Status));
        }
    }

    [Fact]
    public async Task Pages_NewestFirst_MeetWithoutGapOrRepeat()
    {
        var inbox = _store.AddInbox("support");
        var seqs = Enumerable.Range(0, 7).Select(_ => _store.AddAction(inbox).Seq).Reverse().ToList();

        var first = await RunAsync(new ActionFilter(inbox.Id), Keyset.Newest, 4);
        var second = await RunAsync(new ActionFilter(inbox.Id), Keyset.Newest with { Beyond = first.Items[^1].Seq }, 4);

        Assert.Equal(seqs, first.Items.Concat(second.Items).Select(a => a.Seq));
        Assert.True(first.HasMore);
        Assert.False(second.HasMore);
    }

    private Task<Page<ActionView>> RunAsync(ActionFilter filter, Keyset? keyset = null, int limit = 100) =>
        new ListActions(_store.Store, new FakeTimeProvider(TestStore.Now)).RunAsync(filter, keyset ?? Keyset.Newest, limit, CancellationToken.None);
}
