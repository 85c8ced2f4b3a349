using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Pages.Dashboard;

/// <summary>The nodes on this store; nothing where there are none to tell apart.</summary>
public sealed partial class NodesCard
{
    [Inject]
    private LiveFigures Figures { get; set; } = null!;

    [Inject]
    private ListNodes Nodes { get; set; } = null!;

    /// <inheritdoc/>
    protected override async Task<ValueList<NodeView>?> ReadAsync(CancellationToken cancellationToken) => await Nodes.RunAsync(cancellationToken);

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Figures.Watch(changed);
}
