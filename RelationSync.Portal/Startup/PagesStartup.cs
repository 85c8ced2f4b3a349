namespace RelationSync.Portal.Startup;

/// <summary>Blazor and its pages.</summary>
internal static class PagesStartup
{
    public static void AddPages(this IServiceCollection services) =>
        services.AddRazorComponents().AddInteractiveServerComponents();

    public static void MapPages(this WebApplication app) => app.MapStaticAssets().AllowAnonymous();
}
