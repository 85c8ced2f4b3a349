namespace RelationSync.Portal.Hosting.Circuits;

/// <summary>
/// Refuses circuits while the portal stops. A page whose circuit was closed connects again at once, and the stop would wait
/// for it until its time is up.
/// </summary>
internal sealed class CircuitsEnding(RequestDelegate next, IHostApplicationLifetime lifetime)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (!lifetime.ApplicationStopping.IsCancellationRequested || !context.Request.Path.StartsWithSegments(CircuitOrigin.Circuits))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        context.Response.Headers.Connection = "close";
        return Task.CompletedTask;
    }
}
