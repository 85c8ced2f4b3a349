using System.Globalization;
using Microsoft.AspNetCore.Components;
using MudBlazor;
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
        MatterKind.Expired => Of(m, "err", Icons.Material.Outlined.KeyOff, ConnectionOf(m), Waiting(m), Word(Since(m)), Counted(m)),
        MatterKind.Blocked => Of(m, "err", Icons.Material.Outlined.Block, ConnectionOf(m), Waiting(m), Word(Since(m)), Counted(m)),
        MatterKind.Unread => Of(m, "err", Icons.Material.Outlined.CloudOff, $"/inboxes/{m.Inbox.Id}", $"{m.Unread}_Text", Word(Since(m))),
        MatterKind.Failed when m.Resolved > 0 =>
            Of(m, "err", Icons.Material.Outlined.Error, MatterUrl.RowsOf(m), "Failed_Some", TextLink.Of(m.Resolved, ActionsUrl.Of(ActionSet.Resolved, m.Inbox.Key))),
        MatterKind.Failed => Of(m, "err", Icons.Material.Outlined.Error, MatterUrl.RowsOf(m), "Failed_Text"),
        MatterKind.Resolved => Of(m, "", Icons.Material.Outlined.DoneAll, MatterUrl.RowsOf(m), "Resolved_Text"),
        MatterKind.NotConnected =>
            Of(m, "err", Icons.Material.Outlined.LinkOff, $"/connections/new?inbox={Key(m)}", "NotConnected_Text", Counted(m), Word(Age(m))),
        MatterKind.Limited or MatterKind.OverBudget => Of(m, "warn", Icons.Material.Outlined.Speed, ConnectionOf(m), Waiting(m), Counted(m)),
        MatterKind.Late => Of(m, "warn", Icons.Material.Outlined.Schedule, MatterUrl.RowsOf(m), "Late_Text", Word(Age(m))),
        MatterKind.Paused => Of(m, "warn", Icons.Material.Outlined.PauseCircle, ConnectionOf(m), "Paused_Text", Counted(m), Word(Target)),
        MatterKind.Silent => Of(m, "warn", Icons.Material.Outlined.NotificationsPaused, $"/inboxes/{m.Inbox.Id}", "Silent_Text", Word(Age(m))),
        MatterKind.NobodyFound => Of(m, "warn", Icons.Material.Outlined.PersonSearch, MatterUrl.RowsOf(m), "NobodyFound_Text", Shares(m.Nobody!, m.Inbox.Key)),
        MatterKind.CatchingUp => Of(m, "", Icons.Material.Outlined.Autorenew, MatterUrl.RowsOf(m), "CatchingUp_Text"),
        _ => throw new ArgumentOutOfRangeException(nameof(m), m.Kind, "no such matter"),
    };

    private Item Of(Matter m, string tone, string icon, string href, string text, params TextLink[] links)
    {
        var title = L[$"Dashboard_{m.Unread?.ToString() ?? Name(m)}_Title"].Value;
        ValueList<TextLink> ofTitle = [Word(m.Inbox.Name), Counted(m), Word(Age(m)), Word(Target)];
        return new(m, tone, icon, title, ofTitle, L[$"Dashboard_{text}"].Value, [.. links], href, L[$"Dashboard_{Name(m)}_Button", m.Count]);
    }

    private static string Name(Matter m) => m.Kind is MatterKind.OverBudget ? "Budget" : m.Kind.ToString();

    /// <summary>What waits is named only where something does.</summary>
    private static string Waiting(Matter m) => $"{Name(m)}_{(m.Count == 0 ? "None" : "Text")}";

    private static TextLink Counted(Matter m) => TextLink.Of(m.Count, MatterUrl.RowsOf(m));

    private static TextLink[] Shares(NobodyFound found, string inbox) =>
    [
        TextLink.Of(found.Events, ActionsUrl.Of(ActionSet.EventsToday, inbox)),
        TextLink.Of(found.Nobody, ActionsUrl.Of(ActionSet.NobodyToday, inbox)),
        Word(Percent(found.Share)), Word(Percent(found.UsualShare)),
    ];

    private static string Percent(double? share) => Math.Floor((share ?? 0) * 100).ToString(CultureInfo.CurrentCulture);

    private static TextLink Word(string text) => TextLink.Word(text);

    private static string ConnectionOf(Matter m) => $"/connections/{m.ConnectionId}";

    private static string Key(Matter m) => Uri.EscapeDataString(m.Inbox.Key);

    private string Target => S.OfTarget(Settings.SlaTarget);

    private string Age(Matter m) => m.Since is { } since ? S.Of(Minute - since) : "";

    private string Since(Matter m) => m.Since is { } since ? S.Clock(since, Minute, DayBoundaries.Zone(m.Inbox.TimeZone)) : "";

    private sealed record Item(
        Matter Matter, string Tone, string Icon, string TitleFormat, ValueList<TextLink> TitleLinks, string Format, ValueList<TextLink> Links, string Href, string Button)
    {
        public string Title => string.Format(CultureInfo.CurrentCulture, TitleFormat, [.. TitleLinks.Select(l => l.Text)]);
    }
}
