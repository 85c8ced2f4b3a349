using Microsoft.AspNetCore.Components;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Components.Controls;
using RelationSync.Portal.ErrorLog;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.Components.Pages.Errors;

/// <summary>One kind of error: how often, since when, why, what to do; opened, its entries.</summary>
public sealed partial class ErrorGroupRow
{
    private const int MostMessages = 3;

    [Parameter, EditorRequired]
    public required ErrorGroup Group { get; set; }

    [Parameter, EditorRequired]
    public required ErrorLogFilter Filter { get; set; }

    /// <summary>Where its entries stand alone.</summary>
    [Parameter, EditorRequired]
    public required string Href { get; set; }

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

    /// <summary>Something is ticked: what can be done with that stands below the list.</summary>
    [Parameter]
    public bool HasSelection { get; set; }

    /// <summary>The last retry of this cause; null: none that is still shown.</summary>
    [Parameter]
    public RetryView? Retry { get; set; }

    /// <summary>Who can be made its owner.</summary>
    [Parameter, EditorRequired]
    public required IReadOnlyList<Person> People { get; set; }

    [Parameter]
    public EventCallback OnToggle { get; set; }

    /// <summary>The selection has changed.</summary>
    [Parameter]
    public EventCallback OnChanged { get; set; }

    [Parameter]
    public EventCallback OnRetry { get; set; }

    /// <summary>To retry one only.</summary>
    [Parameter]
    public EventCallback OnFirst { get; set; }

    [Parameter]
    public EventCallback OnSettle { get; set; }

    /// <summary>The result of a retry has been read.</summary>
    [Parameter]
    public EventCallback<RetryView> OnCloseRetry { get; set; }

    /// <summary>A command was refused.</summary>
    [Parameter]
    public EventCallback<CommandFault?> OnFault { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private bool IsError => Group.Key.Severity is LogSeverity.Error;

    private string Name => L["Errors_Cause_Title", WorkbookTexts.Of(Group.Key.Category), Guide.Title];

    /// <summary>What the newest entry says, else what it means.</summary>
    private string Said => Messages is [{ Length: > 0 } first, ..] ? first : Guide.Cause;

    /// <summary>Each message once, the most frequent first.</summary>
    private IReadOnlyList<string> Messages => Group.Messages.Count > 0
        ? [.. Group.Messages.Take(MostMessages).Select(m => LogMessages.Show(Group.Key.Code, m.Message, m.Arguments))]
        : [LogMessages.Show(Group.Key.Code, Group.LastMessage, Group.LastArguments)];

    /// <summary>The inbox's clock where all are of one.</summary>
    private string Zone => Group.Inboxes is [{ TimeZone: var zone }] ? zone : DayBoundaries.DefaultZoneId;

    private string When(DateTimeOffset at) => S.Clock(at, Time.GetUtcNow(), DayBoundaries.Zone(Zone));

    private CauseAndRemedy Guide => CauseAndRemedy.Of(Group.Key);

    private Task Select()
    {
        Selection.Toggle(Group.Key);
        return OnChanged.InvokeAsync();
    }
}
