using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Intake;
using RelationSync.Portal.Live;

namespace RelationSync.Portal.Components.Pages.Inboxes;

/// <summary>All inboxes: what is connected, when an operation last came, how their secrets stand.</summary>
public sealed partial class InboxesPage
{
    internal static readonly ChangeTopic[] Topics = [ChangeTopic.Inboxes, ChangeTopic.Connections, ChangeTopic.Actions];

    /// <summary>By connection; a new one is missing until the figures know it.</summary>
    private Dictionary<Guid, ConnectionCondition> _conditions = [];

    [Inject]
    private BrowseInboxes Inboxes { get; set; } = null!;

    [Inject]
    private ListRejectedRequests Refusals { get; set; } = null!;

    [Inject]
    private LiveFigures Figures { get; set; } = null!;

    [Inject]
    private ChangeFeed Feed { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task<InboxList?> ReadAsync(CancellationToken cancellationToken)
    {
        _conditions = (await Figures.GetAsync(cancellationToken)).Connections.ToDictionary(c => c.Id, c => c.Condition);
        return new(await Inboxes.RunAsync(cancellationToken), await Refusals.CountUnknownAsync(cancellationToken));
    }

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Feed.Subscribe(Topics, null, changed);
}
