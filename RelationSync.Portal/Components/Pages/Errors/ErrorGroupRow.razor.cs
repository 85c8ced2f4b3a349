using Microsoft.AspNetCore.Components;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Components.Pages.Errors;

/// <summary>One kind of error: how often, since when, why, what to do; opened, its entries.</summary>
public sealed partial class ErrorGroupRow
{
    [Parameter, EditorRequired]
    public required ErrorGroup Group { get; set; }

    [Parameter, EditorRequired]
    public required ErrorLogFilter Filter { get; set; }

    [Parameter]
    public bool IsOpen { get; set; }

    /// <summary>Whether the viewer may do anything about it.</summary>
    [Parameter]
    public bool CanRemedy { get; set; }

    /// <summary>A command is under way.</summary>
    [Parameter]
    public bool Busy { get; set; }

    [Parameter, EditorRequired]
    public required ErrorSelection Selection { get; set; }

    /// <summary>What came of the actions that this viewer tried again.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyDictionary<Guid, RetryResult> Results { get; set; }

    [Parameter]
    public EventCallback OnToggle { get; set; }

    /// <summary>The selection has changed.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Parameter]
    public EventCallback OnRetry { get; set; }

    [Parameter]
    public EventCallback OnSettle { get; set; }

    private bool IsError => Group.Key.Severity is LogSeverity.Error;

    private string Name => $"{L[$"Errors_Category_{Group.Key.Category}"]} {Group.Key.Code}";

    /// <summary>The inbox's clock where all are of one.</summary>
    private string Zone => Group.Inboxes is [{ TimeZone: var zone }] ? zone : DayBoundaries.DefaultZoneId;

    private CauseAndRemedy Guide => CauseAndRemedy.Of(Group.Key);

    private Task Select()
    {
        Selection.Toggle(Group.Key);
        return OnChanged.InvokeAsync();
    }
}
