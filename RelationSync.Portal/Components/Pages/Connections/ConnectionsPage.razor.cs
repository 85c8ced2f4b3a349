using Microsoft.AspNetCore.Components;
using RelationSync.Domain.Common;
using RelationSync.Domain.Connections;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Pages.Connections;

/// <summary>All connections, each with its state and what to do about it. What is asked for stands in the address.</summary>
public sealed partial class ConnectionsPage
{
    /// <summary>Fewer are seen at a glance: a filter would only stand in the way.</summary>
    public const int WorthFiltering = 6;

    /// <summary>Part of an inbox's name or key, or of the user's name.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    private string? Query { get; set; }

    /// <summary>As the API calls it, e.g. <c>limit_reached</c>; any other asks for all.</summary>
    [SupplyParameterFromQuery(Name = "state")]
    private string? State { get; set; }

    [Inject]
    private LiveFigures Figures { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    private bool IsFiltered => !string.IsNullOrWhiteSpace(Query) || StateOf(State) is not null;

    private List<ConnectionView> Shown => [.. View!.Connections.Where(Fits)];

    /// <inheritdoc/>
    protected override async Task<DashboardView?> ReadAsync(CancellationToken cancellationToken) => await Figures.GetAsync(cancellationToken);

    /// <inheritdoc/>
    protected override IDisposable Listen(Func<Task> changed) => Figures.Watch(changed);

    private static ConnectionState? StateOf(string? code) => code is null ? null : Codes.Find<ConnectionState>(code);

    private bool Fits(ConnectionView connection) =>
        (StateOf(State) is not { } state || connection.State == state)
        && (string.IsNullOrWhiteSpace(Query)
            || new[] { connection.Inbox.Name, connection.Inbox.Key, connection.Org.Username }.Any(text => text is not null && Holds(text, Query.Trim())));

    // Half and full width are the same to a reader: ｻﾎﾟｰﾄ finds サポート.
    private static bool Holds(string text, string part) =>
        CompatibleText.Of(text).Contains(CompatibleText.Of(part), StringComparison.OrdinalIgnoreCase);

    private string? StateName(string? code) => StateOf(code) is { } state ? S[$"Shared_Connection_{state}"].Value : null;

    private void Filter(string name, string? value) => Navigation.NavigateTo(
        Navigation.GetUriWithQueryParameter(name, string.IsNullOrWhiteSpace(value) ? null : value), replace: true);
}
