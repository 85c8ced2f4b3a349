using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Components.Routing;

namespace RelationSync.Portal.Hosting.Circuits;

/// <summary>Answers a page that would open one circuit too many with a plain one that says so. Pages without a circuit, as the sign-in, are always served.</summary>
internal sealed class CircuitsFull(RequestDelegate next, OpenCircuits circuits)
{
    private const int RetryAfterSeconds = 10;

    private static readonly CompositeFormat Page = CompositeFormat.Parse(
        """
        <!DOCTYPE html><html lang="ja"><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta http-equiv="refresh" content="{1}"><title>RelationSync</title>
        <h1>開いているページが多すぎます</h1><p>同時に開けるページは{0}までです。使っていないページを閉じるか、しばらくお待ちください。この画面は自動で再読み込みされます。同期は続いています。</p>
        <p lang="en">Too many pages are open. Up to {0} can be open at once. Close pages that are not in use, or wait: this page reloads automatically. Sync continues.</p></html>
        """);

    public Task InvokeAsync(HttpContext context)
    {
        if (!OpensCircuit(context) || circuits.HasRoom())
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
        return context.Response.WriteAsync(string.Format(CultureInfo.InvariantCulture, Page, circuits.Max, RetryAfterSeconds), context.RequestAborted);
    }

    private static bool OpensCircuit(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<ComponentTypeMetadata>() is not null && context.AcceptsInteractiveRouting();
}
