using MudBlazor;
using MudBlazor.Services;
using RelationSync.Portal.Components;
using RelationSync.Portal.Components.Controls;

namespace RelationSync.Portal.Startup;

/// <summary>Blazor and its pages.</summary>
internal static class PagesStartup
{
    public static void AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        services.AddTransient<MudLocalizer, MudTexts>();
    }

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets().AllowAnonymous();
        // Its own frame-ancestors would come beside ours (see SecurityStartup).
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = "'none'");
    }
}
