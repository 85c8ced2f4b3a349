using Microsoft.AspNetCore.Components;
using MudBlazor;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Pages.Wizard;

/// <summary>Checks of an org, each with what was found and what follows.</summary>
public sealed partial class CheckList
{
    private static readonly int All = Enum.GetValues<CheckKind>().Length;

    /// <summary>What was found so far.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyDictionary<CheckKind, CheckResult> Results { get; set; }

    [Parameter, EditorRequired]
    public bool Running { get; set; }

    /// <summary>Of a connection that stands: there is nothing to go on with.</summary>
    [Parameter]
    public bool IsConnected { get; set; }

    /// <summary>What can be done about them all.</summary>
    [Parameter]
    public RenderFragment? ChildContent { get; set; }

    private string Progress => Running
        ? L["Wizard_Check_Running", Results.Count, All]
        : L["Wizard_Check_Done", Count(CheckState.Good), Count(CheckState.Notice), Count(CheckState.Limited), Count(CheckState.Blocked)];

    /// <summary>What isn't known yet runs; what comes after the end of all never will be.</summary>
    private CheckResult? Result(CheckKind kind) =>
        Results.GetValueOrDefault(kind) ?? (Running ? new CheckResult(kind, CheckState.Running, "Running") : null);

    private int Count(CheckState state) => Results.Values.Count(r => r.State == state);

    private static string Tone(CheckResult check) => check.State switch
    {
        CheckState.Good => "ok",
        _ when check.Passes => "warn",
        CheckState.Notice => "warn",
        CheckState.Limited or CheckState.Blocked => "err",
        _ => "",
    };

    private static string Icon(CheckResult check) => check.State switch
    {
        CheckState.Good => Icons.Material.Outlined.CheckCircle,
        _ when check.Passes => Icons.Material.Outlined.Schedule,
        CheckState.Notice => Icons.Material.Outlined.Warning,
        CheckState.Limited or CheckState.Blocked => Icons.Material.Outlined.Error,
        _ => Icons.Material.Outlined.Autorenew,
    };
}
