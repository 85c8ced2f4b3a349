using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Pages.Connections;

/// <summary>The checks of the wizard, of a connection that stands, while one watches.</summary>
public sealed partial class ConnectionTest
{
    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<CheckKind, CheckResult> _results = [];
    private bool _running;
    private CommandFault? _fault;

    [Parameter, EditorRequired]
    public Guid ConnectionId { get; set; }

    [Parameter]
    public EventCallback OnClose { get; set; }

    [CascadingParameter]
    private Task<AuthenticationState> Viewer { get; set; } = null!;

    [Inject]
    private TestConnection Test { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _end.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => RunAsync();

    private async Task RunAsync()
    {
        _results.Clear();
        _running = true;
        try
        {
            _fault = await Test.RunAsync((await Viewer).User, ConnectionId, TellAsync, _end.Token);
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            return;
        }

        _running = false;
    }

    private Task TellAsync(CheckResult result) => InvokeAsync(() =>
    {
        _results[result.Kind] = result;
        StateHasChanged();
    });
}
