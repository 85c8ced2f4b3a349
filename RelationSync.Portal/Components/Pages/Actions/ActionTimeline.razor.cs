using Microsoft.AspNetCore.Components;
using MudBlazor;
using RelationSync.Domain.Actions;
using RelationSync.Domain.ErrorLog;
using RelationSync.Portal.Actions;
using RelationSync.Portal.Components.Controls;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Resources;

namespace RelationSync.Portal.Components.Pages.Actions;

/// <summary>The steps of an action in words; codes come last.</summary>
public sealed partial class ActionTimeline
{
    private static readonly string[] KnownOperations =
    [
        "message.sent", "message.scheduled", "message.dispatched", "message.send_cancelled", "message.schedule_cancelled",
        "memo.recorded", "call.ended", "call.recorded", "chat.opened", "chat.message_sent", "chat.closed", "activity.corrected",
    ];

    [Parameter, EditorRequired]
    public required ActionDetail Detail { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private static string Tone(TimelineStep step) => step.Kind switch
    {
        TimelineStepKind.Made => "ok",
        TimelineStepKind.Attempt => "warn",
        TimelineStepKind.Logged => step.Log!.Severity is LogSeverity.Error ? "err" : "warn",
        TimelineStepKind.Now when step.Code == ActionStatusCodes.Failed => "err",
        _ => "",
    };

    private static string Icon(TimelineStep step) => step.Kind switch
    {
        TimelineStepKind.Received => Icons.Material.Outlined.MoveToInbox,
        TimelineStepKind.Held => Icons.Material.Outlined.HourglassEmpty,
        TimelineStepKind.Attempt => Icons.Material.Outlined.Replay,
        TimelineStepKind.Logged => step.Log!.Severity is LogSeverity.Error ? Icons.Material.Outlined.Error : Icons.Material.Outlined.Warning,
        TimelineStepKind.LookedUp => Icons.Material.Outlined.PersonSearch,
        TimelineStepKind.Sent => Icons.Material.Outlined.Upload,
        TimelineStepKind.Made => Icons.Material.Outlined.EventAvailable,
        TimelineStepKind.Deleting => Icons.Material.Outlined.EventBusy,
        _ => step.Code switch
        {
            ActionStatusCodes.Failed => Icons.Material.Outlined.Error,
            ActionStatusCodes.Cancelled => Icons.Material.Outlined.Undo,
            ActionStatusCodes.Syncing => Icons.Material.Outlined.Autorenew,
            _ => Icons.Material.Outlined.Schedule,
        },
    };

    private string Title(TimelineStep step) => step.Kind switch
    {
        TimelineStepKind.Received => L[$"Actions_Operation_{(KnownOperations.Contains(step.Code) ? step.Code!.Replace('.', '_') : "unknown")}"],
        TimelineStepKind.Attempt => L["Actions_Attempt_Title", step.Number],
        TimelineStepKind.Logged => L[$"Actions_Logged_{step.Log!.Severity}"],
        TimelineStepKind.Now => S[$"Shared_Status_{step.Code}"],
        _ => L[$"Actions_{step.Kind}_Title"],
    };

    private string Text(TimelineStep step) => step.Kind switch
    {
        TimelineStepKind.Received => L["Actions_Received_Text", Clock(step.Until)],
        TimelineStepKind.Held => L[step.Until > Time.GetUtcNow() ? "Actions_Held_Text" : "Actions_Held_Past", Clock(step.Until)],
        TimelineStepKind.Attempt => GuidanceTexts.ForTry(step.Attempt!.Code, step.Attempt.Category),
        TimelineStepKind.Logged => GuidanceTexts.For(step.Log!.Code, step.Log.Category),
        TimelineStepKind.LookedUp => LookedUp(Detail.Written!),
        TimelineStepKind.Sent => L["Actions_Sent_Text"],
        TimelineStepKind.Made => L["Actions_Made_Text", S.Of(Detail.Action.Latency)],
        TimelineStepKind.Deleting => HeldUp(step) ?? L["Actions_Deleting_Text"],
        _ => HeldUp(step) ?? L[$"Actions_Now_{step.Code}", Clock(step.Until)],
    };

    /// <summary>What a due action waits for while its connection is held up; null: nothing holds it up but its turn.</summary>
    private string? HeldUp(TimelineStep step) => IsHeldUp(step) ? L[$"Actions_HeldUp_{Detail.HeldUpBy}"].Value : null;

    private bool IsHeldUp(TimelineStep step) =>
        Detail.HeldUpBy is not null && (step.Kind is TimelineStepKind.Deleting || (step.Kind is TimelineStepKind.Now && step.Code == ActionStatusCodes.Pending));

    /// <summary>What the look-ups came to, as the Event shows it.</summary>
    private string LookedUp(WrittenView written) => string.Concat(
        L[written.WhoIds.Count == 0 ? "Actions_LookedUp_Nobody" : written.IsLead ? "Actions_LookedUp_Lead" : "Actions_LookedUp_Contacts", written.WhoIds.Count],
        written.WhatId is null ? "" : L["Actions_LookedUp_Opportunity"],
        L[written.IsOwnerOfConnection ? "Actions_LookedUp_NoOwner" : "Actions_LookedUp_Owner"]);

    private string Clock(DateTimeOffset at) => S.Clock(at, Time.GetUtcNow(), DayBoundaries.Zone(Detail.Action.Inbox.TimeZone));
}
