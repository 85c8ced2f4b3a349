using RelationSync.Domain.Actions;
using RelationSync.Tests.Support;
using RelationSync.Tests.Support.Engines;

namespace RelationSync.Tests.Portal.Sync;

/// <summary>How much one batch takes on.</summary>
public sealed class ClaimTests : IDisposable
{
    private readonly SyncHarness _sync = new();

    public void Dispose() => _sync.Dispose();

    /// <summary>One may go beyond 32 MiB, as the size of a body is known only once it is read.</summary>
    [StoreFact]
    public async Task Claim_OfMoreThanFitsIntoMemory_HandsTheRestBack()
    {
        var body = new string('a', 17 * 1024 * 1024);
        foreach (var activity in new[] { "m1", "m2", "m3" })
        {
            await _sync.SendMailAsync(activity, body: body);
        }

        _sync.Clock.Advance(TimeSpan.FromSeconds(61));
        var lease = (await _sync.Leases.AcquireAsync(_sync.ConnectionId, default))!;

        var claimed = await _sync.Sync.ClaimAsync(lease, 10, default);

        var actions = await _sync.ActionsAsync();
        Assert.Equal(actions.Take(2).Select(a => a.Seq), claimed.Select(c => c.Seq));
        Assert.Equal([ActionStatus.Syncing, ActionStatus.Syncing, ActionStatus.Pending], actions.Select(a => a.Status));
        Assert.Equal([actions[2].Seq], (await _sync.Sync.ClaimAsync(lease, 10, default)).Select(c => c.Seq));
    }
}
