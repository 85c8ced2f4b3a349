using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using RelationSync.Domain.Actions;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Storage.Queries;
using RelationSync.Tests.Portal.Storage;

namespace RelationSync.Tests.Portal.Actions;

public sealed class BrowseActionsTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    /// <summary>"All" is what a retry of a list is asked for: it stops at no number without a word.</summary>
    [Fact]
    public async Task Failed_OfAList_AreAll_HoweverMany()
    {
        const int many = 10_050;
        _store.AddActions(_store.AddInbox("support"), Enumerable.Range(0, many).Select(i => i.ToString(CultureInfo.InvariantCulture)));
        await _store.Store.WriteAsync((db, token) => db.Actions.ExecuteUpdateAsync(s => s.SetProperty(a => a.Status, ActionStatus.Failed), token), default);

        Assert.Equal(many, (await FailedAsync(new ActionsQuery("support"))).Count);
    }

    [Fact]
    public async Task Failed_OfAnInboxThatIsGone_AreNotThoseOfAllOthers()
    {
        _store.AddAction(_store.AddInbox("support"), ActionStatus.Failed);

        Assert.Empty(await FailedAsync(new ActionsQuery("gone")));
    }

    private Task<IReadOnlyCollection<Guid>> FailedAsync(ActionsQuery query) =>
        new BrowseActions(new ListActions(_store.Store, new FakeTimeProvider(TestStore.Now)), new ListInboxes(_store.Store), new SyncSettings()).FailedAsync(query, default);
}
