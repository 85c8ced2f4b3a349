using MudBlazor.Services;
using RelationSync.Portal.Api;
using RelationSync.Portal.Live;
using RelationSync.Portal.Queries;

namespace RelationSync.Portal.Components;

/// <summary>The portal's pages, their live updates and the read-back API.</summary>
public static class PortalRooms
{
    /// <summary>Needs the store, <c>TimeProvider</c>, <c>SyncOptions</c> and authentication beside it.</summary>
    public static IServiceCollection AddPortalRooms(this IServiceCollection services)
    {
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices();
        services.AddLocalization();
        services.AddCascadingAuthenticationState();
        services.AddSingleton<ChangeFeed>();
        services.AddSingleton<LiveFigures>();
        return services.AddQueries();
    }

    /// <summary>Needs <c>UseRequestLocalization</c>, authentication, authorization and <c>UseAntiforgery</c> before it.</summary>
    public static WebApplication MapPortalRooms(this WebApplication app)
    {
        // Open to all: the sign-in page needs them.
        app.MapStaticAssets().AllowAnonymous();
        app.MapRazorComponents<App>().AddInteractiveServerRenderMode();
        app.MapReadBackApi();
        return app;
    }
}
