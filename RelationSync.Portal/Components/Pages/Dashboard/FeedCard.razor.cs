using Microsoft.AspNetCore.Components;
using MudBlazor;
using RelationSync.Portal.Components.Pages.Errors;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.Components.Pages.Dashboard;

/// <summary>What just happened. It stands still while somebody points at it, has the focus in it or has stopped it.</summary>
public sealed partial class FeedCard
{
    private ValueList<FeedItem> _shown = [];
    private bool _pointed;
    private bool _focused;
    private bool _paused;

    /// <summary>Newest first.</summary>
    [Parameter, EditorRequired]
    public required ValueList<FeedItem> Happened { get; set; }

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

    /// <summary>The customer of an Event; of an entry of the error log what happened, and its code last.</summary>
    private static string? Words(FeedItem item) => item is { Category: { } category, Text: { } code }
        ? $"{CauseAndRemedy.Split(GuidanceTexts.For(code, category)).Cause} {code}"
        : item.Text;

    private static string Tone(FeedItemKind kind) => kind switch
    {
        FeedItemKind.Synced => "ok",
        FeedItemKind.Warning => "warn",
        _ => "err",
    };

    private static string Icon(FeedItemKind kind) => kind switch
    {
        FeedItemKind.Synced => Icons.Material.Outlined.CheckCircle,
        FeedItemKind.Warning => Icons.Material.Outlined.Warning,
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
