using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Live;
using RelationSync.Portal.Queries;

namespace RelationSync.Portal.Components.Pages.Connections;

/// <summary>All connections, each with its state and what to do about it.</summary>
public sealed partial class ConnectionsPage
{
    [Inject]
    private LiveFigures Figures { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task<DashboardView?> ReadAsync(CancellationToken cancellationToken) => await Figures.GetAsync(cancellationToken);

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Figures.Watch(changed);
}
