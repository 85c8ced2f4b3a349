using RelationSync.Simulator.Hosting;
using RelationSync.Simulator.Relation;
using RelationSync.Simulator.Relation.Acts;

namespace RelationSync.Simulator.Page;

/// <summary>The simulator's own page, for a person who tries the product.</summary>
internal static class PageEndpoints
{
    private const string NothingToCancel = "取り消せるメールがありません。先にメールを送信してください。";

    public static void MapPage(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", (PortalPoster portal, SampleActs acts) => Results.Content(PageHtml.Render(portal.IsConfigured, acts.IsConfigured), "text/html; charset=utf-8"));
        var page = routes.MapGroup("/_page").AddEndpointFilter(async (context, next) =>
            LoopbackGuard.Admits(context.HttpContext) && IsOwnPage(context.HttpContext)
                ? await next(context)
                : Results.StatusCode(StatusCodes.Status403Forbidden));
        page.MapGet("/orgs", (SimulatorWorld world) => Results.Json(world.Orgs.Select(OrgView.Of)));
        page.MapGet("/tenants", (RelationWorld relation) => Results.Json(relation.Tenants.Select(TenantView.Of)));
        page.MapPost("/operations/{kind}", PostOperationAsync);
        page.MapPost("/acts/{kind}", DoAct);
    }

    private static async Task<IResult> PostOperationAsync(string kind, SampleOperations samples, PortalPoster portal, CancellationToken cancellationToken)
    {
        if (!portal.IsConfigured)
        {
            return Message("ポータルの接続先が設定されていません（Portal:Url、Portal:InboxKey、Portal:InboxSecret）。");
        }

        if (samples.Make(kind) is not { } body)
        {
            return Message(NothingToCancel);
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

    private static IResult DoAct(string kind, SampleActs acts)
    {
        if (!acts.IsConfigured)
        {
            return Message("Re:lationのテナントがありません（POST /_control/relation/{テナント}）。");
        }

        try
        {
            return acts.Do(kind) is { } done
                ? Results.Json(new { ok = true, message = $"Re:lationに記録しました：チケット{done.TicketId}、メッセージ{done.MessageId}", ticket_id = done.TicketId, message_id = done.MessageId })
                : Message(NothingToCancel);
        }
        catch (ActRefusedException refusal)
        {
            return Message(refusal.Message);
        }
    }

    /// <summary>Another site's page must not press these buttons.</summary>
    private static bool IsOwnPage(HttpContext context) =>
        context.Request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none";

    private static IResult Message(string text) => Results.Json(new { ok = false, message = text });
}
