namespace RelationSync.Simulator.Page;

internal static class PageEndpoints
{
    public static void MapPage(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/", () => Results.Content(PageShell.Wrap("行動", "<main><h1>RelationSyncシミュレーター</h1></main>"), "text/html; charset=utf-8"));
}
