using Microsoft.AspNetCore.Components;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Pages.Wizard;

/// <summary>Looks at the org while one watches: each check with what was found and what follows.</summary>
public sealed partial class CheckStep
{
    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<CheckKind, CheckResult> _results = [];
    private bool _running;

    [Parameter, EditorRequired]
    public Guid AuthorizationId { get; set; }

    [Parameter, EditorRequired]
    public bool WantsMarker { get; set; }

    /// <summary>True: nothing stands in the way.</summary>
    [Parameter]
    public EventCallback<bool> OnEnd { get; set; }

    [Inject]
    private CheckOrg Check { get; set; } = null!;

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
            await Check.RunAsync(AuthorizationId, null, WantsMarker, TellAsync, _end.Token);
        }
        catch (OperationCanceledException)
        {
            // The step was left.
            return;
        }

        _running = false;
        await OnEnd.InvokeAsync(_results.Values.All(r => r.State is not CheckState.Blocked));
    }

    private Task TellAsync(CheckResult result) => InvokeAsync(() =>
    {
        _results[result.Kind] = result;
        StateHasChanged();
    });
}
