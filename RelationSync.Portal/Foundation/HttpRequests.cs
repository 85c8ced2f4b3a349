namespace RelationSync.Portal.Foundation;

internal static class HttpRequests
{
    /// <summary>Answered with problem details, never with a page or a redirect to one.</summary>
    public static bool IsForProgram(this HttpRequest request) =>
        request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/health") || request.Path.StartsWithSegments("/metrics");
}
