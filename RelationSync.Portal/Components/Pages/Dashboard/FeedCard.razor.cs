using Microsoft.AspNetCore.Components;
using MudBlazor;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Pages.Dashboard;

/// <summary>What just happened. It stands still while somebody points at it, has the focus in it or has stopped it.</summary>
public sealed partial class FeedCard
{
    private ValueList<Happening> _shown = [];
    private bool _pointed;
    private bool _focused;
    private bool _paused;

    /// <summary>Newest first.</summary>
    [Parameter, EditorRequired]
    public required ValueList<Happening> Happened { get; set; }

    /// <inheritdoc cref="ConnectionRow.Quarter"/>
    [Parameter, EditorRequired]
    public DateTimeOffset Quarter { get; set; }

    private bool IsHeld => _pointed || _focused || _paused;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (!IsHeld)
        {
            _shown = Happened;
        }
    }

    private static string Tone(HappeningKind kind) => kind switch
    {
        HappeningKind.Synced => "ok",
        HappeningKind.Warning => "warn",
        _ => "err",
    };

    private static string Icon(HappeningKind kind) => kind switch
    {
        HappeningKind.Synced => Icons.Material.Outlined.CheckCircle,
        HappeningKind.Warning => Icons.Material.Outlined.Warning,
        _ => Icons.Material.Outlined.Error,
    };

    private void Pause() => Hold(ref _paused, !_paused);

    private void Hold(ref bool reason, bool holds)
    {
        reason = holds;
        if (!IsHeld)
        {
            _shown = Happened;
        }
    }
}
