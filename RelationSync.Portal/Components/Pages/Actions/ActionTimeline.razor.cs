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
        "memo.recorded", "call.ended", "call.recorded", "chat.opened", "chat.message_sent", "chat.closed",
    ];

    [Parameter, EditorRequired]
    public required ActionDetail Detail { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private static string Tone(StoryStep step) => step.Kind switch
    {
        StoryKind.Made => "ok",
        StoryKind.Attempt => "warn",
        StoryKind.Logged => step.Log!.Severity is LogSeverity.Error ? "err" : "warn",
        StoryKind.Now when step.Code == ActionStatusCodes.Failed => "err",
        _ => "",
    };

    private static string Icon(StoryStep step) => step.Kind switch
    {
        StoryKind.Received => Icons.Material.Outlined.MoveToInbox,
        StoryKind.Held => Icons.Material.Outlined.HourglassEmpty,
        StoryKind.Attempt => Icons.Material.Outlined.Replay,
        StoryKind.Logged => step.Log!.Severity is LogSeverity.Error ? Icons.Material.Outlined.Error : Icons.Material.Outlined.Warning,
        StoryKind.LookedUp => Icons.Material.Outlined.PersonSearch,
        StoryKind.Sent => Icons.Material.Outlined.Upload,
        StoryKind.Made => Icons.Material.Outlined.EventAvailable,
        StoryKind.Deleting => Icons.Material.Outlined.EventBusy,
        _ => step.Code switch
        {
            ActionStatusCodes.Failed => Icons.Material.Outlined.Error,
            ActionStatusCodes.Cancelled => Icons.Material.Outlined.Undo,
            ActionStatusCodes.Syncing => Icons.Material.Outlined.Autorenew,
            _ => Icons.Material.Outlined.Schedule,
        },
    };

    private string Title(StoryStep step) => step.Kind switch
    {
        StoryKind.Received => L[$"Actions_Operation_{(KnownOperations.Contains(step.Code) ? step.Code!.Replace('.', '_') : "unknown")}"],
        StoryKind.Attempt => L["Actions_Attempt_Title", step.Number],
        StoryKind.Logged => L[$"Actions_Logged_{step.Log!.Severity}"],
        StoryKind.Now => S[$"Shared_Status_{step.Code}"],
        _ => L[$"Actions_{step.Kind}_Title"],
    };

    private string Text(StoryStep step) => step.Kind switch
    {
        StoryKind.Received => L["Actions_Received_Text", Clock(step.Until)],
        StoryKind.Held => L[step.Until > Time.GetUtcNow() ? "Actions_Held_Text" : "Actions_Held_Past", Clock(step.Until)],
        StoryKind.Attempt => GuidanceTexts.ForTry(step.Attempt!.Code, step.Attempt.Category),
        StoryKind.Logged => GuidanceTexts.For(step.Log!.Code, step.Log.Category),
        StoryKind.LookedUp => LookedUp(Detail.Written!),
        StoryKind.Sent => L["Actions_Sent_Text"],
        StoryKind.Made => L["Actions_Made_Text", S.Of(Detail.Action.Latency)],
        StoryKind.Deleting => HeldUp(step) ?? L["Actions_Deleting_Text"],
        _ => HeldUp(step) ?? L[$"Actions_Now_{step.Code}", Clock(step.Until)],
    };

    /// <summary>What a due action waits for while its connection is held up; null: nothing holds it up but its turn.</summary>
    private string? HeldUp(StoryStep step) => IsHeldUp(step) ? L[$"Actions_HeldUp_{Detail.HeldUpBy}"].Value : null;

    private bool IsHeldUp(StoryStep step) =>
        Detail.HeldUpBy is not null && (step.Kind is StoryKind.Deleting || (step.Kind is StoryKind.Now && step.Code == ActionStatusCodes.Pending));

    /// <summary>What the look-ups came to, as the Event shows it.</summary>
    private string LookedUp(WrittenView written) => string.Concat(
        L[written.WhoIds.Count == 0 ? "Actions_LookedUp_Nobody" : written.IsLead ? "Actions_LookedUp_Lead" : "Actions_LookedUp_Contacts", written.WhoIds.Count],
        written.WhatId is null ? "" : L["Actions_LookedUp_Opportunity"],
        L[written.IsOwnerOfConnection ? "Actions_LookedUp_NoOwner" : "Actions_LookedUp_Owner"]);

    private string Clock(DateTimeOffset at) => S.Clock(at, Time.GetUtcNow(), Clocks.Zone(Detail.Action.Inbox.TimeZone));
}
