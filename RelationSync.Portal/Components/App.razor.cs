using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using RelationSync.Portal.Accounts;

namespace RelationSync.Portal.Components;

/// <summary>The document around every page.</summary>
public sealed partial class App
{
    [CascadingParameter]
    private HttpContext HttpContext { get; set; } = null!;

    private string Choice => ThemeChoice.Read(HttpContext.Request.Cookies[ThemeChoice.Cookie]);

    /// <summary>Account pages are static; all others interactive, and never rendered twice.</summary>
    private InteractiveServerRenderMode? Mode =>
        HttpContext.AcceptsInteractiveRouting() ? new InteractiveServerRenderMode(prerender: false) : null;
}
