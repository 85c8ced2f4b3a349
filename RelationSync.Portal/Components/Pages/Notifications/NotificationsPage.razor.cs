using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Live;
using RelationSync.Portal.Notifications;

namespace RelationSync.Portal.Components.Pages.Notifications;

/// <summary>How and of what people are notified, and what became of it.</summary>
public sealed partial class NotificationsPage
{
    internal const int Step = 50;

    private static readonly ChangeTopic[] Topics = [ChangeTopic.Notifications];

    private int _most = Step;

    [Inject]
    private GetNotifications Query { get; set; } = null!;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task<NotificationsView?> ReadAsync(CancellationToken cancellationToken) => await Query.RunAsync(_most, cancellationToken);

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Feed.Subscribe(Topics, null, changed);

    private Task MoreAsync()
    {
        _most += Step;
        return ReloadAsync();
    }
}
