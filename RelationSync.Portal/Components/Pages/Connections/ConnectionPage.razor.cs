using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Figures;

namespace RelationSync.Portal.Components.Pages.Connections;

/// <summary>One connection: state first, with what to do; then its figures and settings.</summary>
public sealed partial class ConnectionPage
{
    private int _tests;

    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private LiveFigures Figures { get; set; } = null!;

    private ConnectionView? Connection => View?.Connections.FirstOrDefault(c => c.Id == Id);

    private string SharedWith(ConnectionView one)
    {
        var others = View!.Connections.Where(c => c.Id != one.Id && c.Org.AuthorizationId == one.Org.AuthorizationId).Select(c => c.Inbox.Name).ToList();
        return others.Count == 0 ? L["Connections_Shared_None"] : string.Join(L["Connections_Shared_Comma"], others);
    }

    /// <inheritdoc/>
    protected override async Task<DashboardView?> ReadAsync(CancellationToken cancellationToken) => await Figures.GetAsync(cancellationToken);

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Figures.Watch(changed);
}
