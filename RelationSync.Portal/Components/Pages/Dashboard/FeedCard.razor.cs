using Microsoft.AspNetCore.Components;
using MudBlazor;
using RelationSync.Portal.Queries;

namespace RelationSync.Portal.Components.Pages.Dashboard;

/// <summary>What just happened. It stands still while somebody points at it or has the focus in it.</summary>
public sealed partial class FeedCard
{
    private IReadOnlyList<Happening> _shown = [];
    private bool _held;

    /// <summary>Newest first.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<Happening> Happened { get; set; }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (!_held)
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

    private void Hold() => _held = true;

    private void Release()
    {
        _held = false;
        _shown = Happened;
    }
}
