using RelationSync.Simulator.Hosting;

namespace RelationSync.Simulator.Page;

/// <summary>The simulator's own page, for a person who tries the product.</summary>
internal static class PageEndpoints
{
    public static void MapPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", (PortalPoster portal) => Results.Content(PageHtml.Render(portal.IsConfigured), "text/html; charset=utf-8"));
        var page = routes.MapGroup("/_page").AddEndpointFilter(async (context, next) =>
            LoopbackGuard.Admits(context.HttpContext) && IsOwnPage(context.HttpContext)
                ? await next(context)
                : Results.StatusCode(StatusCodes.Status403Forbidden));
        page.MapGet("/orgs", (SimulatorWorld world) => Results.Json(world.Orgs.Select(OrgView.Of)));
        page.MapPost("/operations/{kind}", PostOperationAsync);
    }

    private static async Task<IResult> PostOperationAsync(string kind, SampleOperations samples, PortalPoster portal, CancellationToken cancellationToken)
    {
        if (!portal.IsConfigured)
        {
            return Message("ポータルの接続先が設定されていません（Portal:Url、Portal:InboxKey、Portal:InboxSecret）。");
        }

        if (samples.Make(kind) is not { } body)
        {
            return Message("取り消せるメールがありません。先にメールを送信してください。");
        }

        try
        {
            var (status, answer) = await portal.PostAsync(body, cancellationToken);
            return Results.Json(new { ok = status == StatusCodes.Status202Accepted, message = $"ポータルの回答：{status}", answer });
        }
        catch (Exception problem) when (problem is HttpRequestException or FormatException or TaskCanceledException)
        {
            return Message($"ポータルに届きません：{problem.Message}");
        }
    }

    /// <summary>Another site's page must not press these buttons.</summary>
    private static bool IsOwnPage(HttpContext context) =>
        context.Request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";

    private static IResult Message(string text) => Results.Json(new { ok = false, message = text });
}
