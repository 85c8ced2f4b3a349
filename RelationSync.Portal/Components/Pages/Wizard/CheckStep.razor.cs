using Microsoft.AspNetCore.Components;
using MudBlazor;
using RelationSync.Portal.Connecting;

namespace RelationSync.Portal.Components.Pages.Wizard;

/// <summary>Looks at the org while one watches: each check with what was found and what follows.</summary>
public sealed partial class CheckStep
{
    private static readonly int All = Enum.GetValues<CheckKind>().Length;

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

    private bool IsBlocked => Count(CheckState.Blocked) > 0;

    private string Progress => _running
        ? L["Wizard_Check_Running", _results.Count, All]
        : L["Wizard_Check_Done", Count(CheckState.Good), Count(CheckState.Notice), Count(CheckState.Limited), Count(CheckState.Blocked)];

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
        await OnEnd.InvokeAsync(!IsBlocked);
    }

    private Task TellAsync(CheckResult result) => InvokeAsync(() =>
    {
        _results[result.Kind] = result;
        StateHasChanged();
    });

    /// <summary>What isn't known yet runs; what comes after the end of all never will be.</summary>
    private CheckResult? Result(CheckKind kind) =>
        _results.GetValueOrDefault(kind) ?? (_running ? new CheckResult(kind, CheckState.Running, "Running") : null);

    private int Count(CheckState state) => _results.Values.Count(r => r.State == state);

    private static string Tone(CheckState state) => state switch
    {
        CheckState.Good => "ok",
        CheckState.Notice => "warn",
        CheckState.Limited or CheckState.Blocked => "err",
        _ => "",
    };

    private static string Icon(CheckState state) => state switch
    {
        CheckState.Good => Icons.Material.Outlined.CheckCircle,
        CheckState.Notice => Icons.Material.Outlined.Warning,
        CheckState.Limited or CheckState.Blocked => Icons.Material.Outlined.Error,
        _ => Icons.Material.Outlined.Autorenew,
    };
}
