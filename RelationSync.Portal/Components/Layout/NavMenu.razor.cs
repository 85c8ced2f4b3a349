using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;
using RelationSync.Portal.Access;

namespace RelationSync.Portal.Components.Layout;

/// <summary>The pages that there are.</summary>
public sealed partial class NavMenu
{
    private static readonly Item[] Items =
    [
        new("/", "nav-dashboard", "Layout_Nav_Dashboard", Icons.Material.Outlined.SpaceDashboard, NavLinkMatch.All),
        new("/connections", "nav-connections", "Layout_Nav_Connections", Icons.Material.Outlined.SyncAlt),
        new("/inboxes", "nav-inboxes", "Layout_Nav_Inboxes", Icons.Material.Outlined.Inbox),
        new("/actions", "nav-actions", "Layout_Nav_Actions", Icons.Material.Outlined.FormatListBulleted),
        new("/errors", "nav-errors", "Layout_Nav_Errors", Icons.Material.Outlined.ErrorOutline),
    ];

    /// <summary>For administrators alone.</summary>
    private static readonly Item[] Administration =
    [
        new("/users", "nav-users", "Layout_Nav_Users", Icons.Material.Outlined.Group),
        new("/audit", "nav-audit", "Layout_Nav_Audit", Icons.Material.Outlined.ReceiptLong),
        new("/notifications", "nav-notifications", "Layout_Nav_Notifications", Icons.Material.Outlined.NotificationsNone),
    ];

    /// <summary>Whether words stand beside the icons.</summary>
    [Parameter]
    public bool Open { get; set; }

    [Parameter]
    public EventCallback OnToggle { get; set; }

    [Parameter]
    public EventCallback OnNavigate { get; set; }

    private string Toggle => L[Open ? "Layout_Menu_Fold" : "Layout_Menu_Unfold"];

    /// <summary>The pages that this person may see.</summary>
    internal static IEnumerable<Item> Of(ClaimsPrincipal user) => user.May(Permission.Manage) ? [.. Items, .. Administration] : Items;

    /// <summary>A page.</summary>
    internal sealed record Item(string Href, string TestId, string Text, string Icon, NavLinkMatch Match = NavLinkMatch.Prefix);
}
