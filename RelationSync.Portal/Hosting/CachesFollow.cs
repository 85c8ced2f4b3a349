using RelationSync.Portal.Access;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting;

/// <summary>Inboxes and accounts are remembered for seconds: what another node changed counts here as soon as it is heard of.</summary>
internal sealed class CachesFollow(ChangeFeed feed, InboxRegistry inboxes, AccountSessions sessions) : IHostedService
{
    private readonly List<IDisposable> _subscriptions = [];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _subscriptions.Add(Follow(ChangeTopic.Inboxes, inboxes.Invalidate));
        _subscriptions.Add(Follow(ChangeTopic.People, sessions.InvalidateAll));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _subscriptions.ForEach(s => s.Dispose());
        return Task.CompletedTask;
    }

    private IDisposable Follow(ChangeTopic topic, Action forget) => feed.Subscribe([topic], null, () =>
    {
        forget();
        return Task.CompletedTask;
    });
}
