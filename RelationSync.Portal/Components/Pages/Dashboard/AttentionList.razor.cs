using Microsoft.AspNetCore.Components;
using MudBlazor;
using RelationSync.Domain.Connections;
using RelationSync.Portal.Components.Controls;
using RelationSync.Portal.Figures;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Components.Pages.Dashboard;

/// <summary>What needs a person, the gravest first; a quiet line where nothing does.</summary>
public sealed partial class AttentionList
{
    /// <summary>The connections that need a person.</summary>
    [Parameter, EditorRequired]
    public required ValueList<ConnectionView> Connections { get; set; }

    /// <summary>Inboxes from which nothing has come for longer than set.</summary>
    [Parameter, EditorRequired]
    public required ValueList<SilentInbox> Silent { get; set; }

    /// <summary>Those that can't be read from Re:lation's API.</summary>
    [Parameter, EditorRequired]
    public required ValueList<StoppedSource> Stopped { get; set; }

    /// <summary>The minute that it is.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Minute { get; set; }

    private List<Item> Items { get; set; } = [];

    // At most one filled button a view, and only for what can't mend itself.
    private Item? First => Items.FirstOrDefault(i => i.Tone == "err");

    /// <summary>Those of all that belong here.</summary>
    public static ValueList<ConnectionView> Among(IEnumerable<ConnectionView> connections) =>
        [.. connections.Where(c => c.State is ConnectionState.AuthorizationExpired or ConnectionState.Blocked or ConnectionState.LimitReached || c.Counts.Failed > 0)];

    /// <inheritdoc/>
    protected override void OnParametersSet() => Items =
    [
        .. Connections.Where(c => c.State is ConnectionState.AuthorizationExpired).Select(Expired),
        .. Connections.Where(c => c.State is ConnectionState.Blocked).Select(Blocked),
        .. Stopped.Select(Unread),
        .. Connections.Where(c => c.State is ConnectionState.LimitReached).Select(c => c.IsHeldByBudget ? OverBudget(c) : Limited(c)),
        .. Silent.Select(Quiet),
        .. Connections.Where(c => c.Counts.Failed > 0).Select(Failing),
    ];

    private Item Expired(ConnectionView c) => new(
        $"a{c.Id}",
        "err",
        Icons.Material.Outlined.KeyOff,
        L["Dashboard_Expired_Title", c.Inbox.Name],
        L[$"Dashboard_Expired_{Ending(c)}", Since(c.Org.GoneAt, c.Inbox), c.Counts.Pending],
        $"/connections/{c.Id}",
        L["Dashboard_Expired_Button"]);

    private Item Blocked(ConnectionView c) => new(
        $"o{c.Id}",
        "err",
        Icons.Material.Outlined.Block,
        L["Dashboard_Blocked_Title", c.Inbox.Name],
        L[$"Dashboard_Blocked_{Ending(c)}", Since(c.Org.BlockedAt, c.Inbox), c.Counts.Pending],
        $"/connections/{c.Id}",
        L["Dashboard_Expired_Button"]);

    private Item Limited(ConnectionView c) => new(
        $"l{c.Id}",
        "warn",
        Icons.Material.Outlined.Speed,
        L["Dashboard_Limited_Title", c.Inbox.Name],
        L[$"Dashboard_Limited_{Ending(c)}", c.Counts.Pending],
        $"/connections/{c.Id}",
        L["Dashboard_Limited_Button"]);

    private Item OverBudget(ConnectionView c) => new(
        $"b{c.Id}",
        "warn",
        Icons.Material.Outlined.Speed,
        L["Dashboard_Budget_Title", c.Inbox.Name],
        L[$"Dashboard_Budget_{Ending(c)}", c.Counts.Pending],
        $"/connections/{c.Id}",
        L["Dashboard_Budget_Button"]);

    private Item Unread(StoppedSource s) => new(
        $"r{s.Inbox.Id}",
        "err",
        Icons.Material.Outlined.CloudOff,
        L[$"Dashboard_{s.Why}_Title", s.Inbox.Name],
        L[$"Dashboard_{s.Why}_Text", Since(s.Since, s.Inbox)],
        $"/inboxes/{s.Inbox.Id}",
        L["Dashboard_Silent_Button"]);

    private Item Quiet(SilentInbox s) => new(
        $"s{s.Inbox.Id}",
        "warn",
        Icons.Material.Outlined.NotificationsPaused,
        L["Dashboard_Silent_Title", s.Inbox.Name],
        L["Dashboard_Silent_Text", S.Of(Minute - s.QuietSince)],
        $"/inboxes/{s.Inbox.Id}",
        L["Dashboard_Silent_Button"]);

    private Item Failing(ConnectionView c) => new(
        $"f{c.Id}",
        "err",
        Icons.Material.Outlined.Error,
        L["Dashboard_Failed_Title", c.Inbox.Name, c.Counts.Failed],
        L["Dashboard_Failed_Text"],
        $"/actions?inbox={Uri.EscapeDataString(c.Inbox.Key)}&status=failed",
        L["Dashboard_Failed_Button"]);

    private static string Ending(ConnectionView c) => c.Counts.Pending == 0 ? "None" : "Text";

    private string Since(DateTimeOffset? at, InboxName inbox) =>
        at is { } since ? S.Clock(since, Minute, DayBoundaries.Zone(inbox.TimeZone)) : "";

    private sealed record Item(string Key, string Tone, string Icon, string Title, string Text, string Href, string Button);
}
