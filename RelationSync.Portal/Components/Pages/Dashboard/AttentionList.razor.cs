using Microsoft.AspNetCore.Components;
using MudBlazor;
using RelationSync.Domain.Actions;
using RelationSync.Portal.Components.Controls;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Components.Pages.Dashboard;

/// <summary>What somebody should know of, the gravest first, each with its next step; nothing where there is none.</summary>
public sealed partial class AttentionList
{
    /// <summary>What the verdict found.</summary>
    [Parameter, EditorRequired]
    public required ValueList<Matter> Matters { get; set; }

    /// <summary>The minute that it is.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Minute { get; set; }

    private List<Item> Items { get; set; } = [];

    // At most one filled button per view, and only for what can't recover.
    private Item? First => Items.FirstOrDefault(i => i.Tone == "err");

    /// <inheritdoc/>
    protected override void OnParametersSet() => Items = [.. Matters.Select(ItemOf)];

    private Item ItemOf(Matter m) => m.Kind switch
    {
        MatterKind.Expired => Of(m, "err", Icons.Material.Outlined.KeyOff, ConnectionOf(m), Counted(m, Since(m), m.Count)),
        MatterKind.Blocked => Of(m, "err", Icons.Material.Outlined.Block, ConnectionOf(m), Counted(m, Since(m), m.Count)),
        MatterKind.Unread => Of(m, "err", Icons.Material.Outlined.CloudOff, $"/inboxes/{m.Inbox.Id}", L[$"Dashboard_{m.Unread}_Text", Since(m)]),
        MatterKind.Failed => Of(m, "err", Icons.Material.Outlined.Error, Failures(m), m.Resolved > 0 ? L["Dashboard_Failed_Some", m.Resolved] : L["Dashboard_Failed_Text"]),
        MatterKind.Resolved => Of(m, "", Icons.Material.Outlined.DoneAll, Failures(m), L["Dashboard_Resolved_Text"]),
        MatterKind.NotConnected => Of(m, "err", Icons.Material.Outlined.LinkOff, $"/connections/new?inbox={Key(m)}", L["Dashboard_NotConnected_Text", m.Count, Age(m)]),
        MatterKind.Limited => Of(m, "warn", Icons.Material.Outlined.Speed, ConnectionOf(m), Counted(m, m.Count)),
        MatterKind.OverBudget => Of(m, "warn", Icons.Material.Outlined.Speed, ConnectionOf(m), Counted(m, m.Count)),
        MatterKind.Late => Of(m, "warn", Icons.Material.Outlined.Schedule, ActionsUrl.Of(ActionSet.MissingWaiting, m.Inbox.Key), L["Dashboard_Late_Text", Age(m)]),
        MatterKind.Paused => Of(m, "warn", Icons.Material.Outlined.PauseCircle, ConnectionOf(m), L["Dashboard_Paused_Text", m.Count, S.OfTarget(Settings.SlaTarget)]),
        MatterKind.Silent => Of(m, "warn", Icons.Material.Outlined.NotificationsPaused, $"/inboxes/{m.Inbox.Id}", L["Dashboard_Silent_Text", Age(m)]),
        MatterKind.NobodyFound => Of(m, "warn", Icons.Material.Outlined.PersonSearch, ActionsUrl.Of(ActionSet.NobodyToday, m.Inbox.Key), NobodyText(m.Nobody!)),
        MatterKind.CatchingUp => Of(m, "", Icons.Material.Outlined.Autorenew, ActionsUrl.Of(ActionSet.CatchingUp, m.Inbox.Key), L["Dashboard_CatchingUp_Text"]),
        _ => throw new ArgumentOutOfRangeException(nameof(m), m.Kind, "no such matter"),
    };

    private Item Of(Matter m, string tone, string icon, string href, string text)
    {
        var name = m.Kind is MatterKind.OverBudget ? "Budget" : m.Kind.ToString();
        return new(m, tone, icon, L[$"Dashboard_{m.Unread?.ToString() ?? name}_Title", m.Inbox.Name, m.Count, Age(m), S.OfTarget(Settings.SlaTarget)], text, href, L[$"Dashboard_{name}_Button", m.Count]);
    }

    /// <summary>What waits is named only where something does.</summary>
    private string Counted(Matter m, params object[] of) =>
        L[$"Dashboard_{(m.Kind is MatterKind.OverBudget ? "Budget" : m.Kind.ToString())}_{(m.Count == 0 ? "None" : "Text")}", of];

    private string NobodyText(NobodyFound found) =>
        L["Dashboard_NobodyFound_Text", found.Events, found.Nobody, Math.Floor((found.Share ?? 0) * 100), Math.Floor((found.UsualShare ?? 0) * 100)];

    private static string Failures(Matter m) => ActionsUrl.OfStatus(ActionStatusCodes.Failed, m.Inbox.Key);

    private static string ConnectionOf(Matter m) => $"/connections/{m.ConnectionId}";

    private static string Key(Matter m) => Uri.EscapeDataString(m.Inbox.Key);

    private string Age(Matter m) => m.Since is { } since ? S.Of(Minute - since) : "";

    private string Since(Matter m) => m.Since is { } since ? S.Clock(since, Minute, DayBoundaries.Zone(m.Inbox.TimeZone)) : "";

    private sealed record Item(Matter Matter, string Tone, string Icon, string Title, string Text, string Href, string Button);
}
