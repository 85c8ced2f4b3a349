using Microsoft.AspNetCore.Routing.Template;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Hosting;

/// <summary>
/// For programs an address that isn't there is 404, and one asked for by another method is 405, whoever asks: authorization,
/// which comes next, would take both for something to sign in for. To be put right after routing.
/// </summary>
internal sealed class RouteProblems(RequestDelegate next, EndpointDataSource endpoints)
{
    // Where Blazor answers for files that aren't there. It takes GET at every address, so that routing itself misses a 405.
    private const string NoSuchFile = "{**path:file}";

    private readonly Lazy<IReadOnlyList<(TemplateMatcher Path, string[] Methods)>> _routes = new(() =>
        [.. endpoints.Endpoints.OfType<RouteEndpoint>().Where(IsReal).Select(e => (MatcherOf(e), MethodsOf(e)))]);

    public Task InvokeAsync(HttpContext context)
    {
        var endpoint = context.GetEndpoint();
        if (!context.Request.IsForProgram() || (endpoint is RouteEndpoint route && IsReal(route)))
        {
            return next(context);
        }

        if (endpoint is not null and not RouteEndpoint)
        {
            // What routing puts in for a wrong method or content type: it has but that to say.
            return endpoint.RequestDelegate!(context);
        }

        var methods = _routes.Value.Where(r => r.Path.TryMatch(context.Request.Path, [])).SelectMany(r => r.Methods).Distinct(StringComparer.Ordinal).ToArray();
        context.Response.StatusCode = methods.Length > 0 ? StatusCodes.Status405MethodNotAllowed : StatusCodes.Status404NotFound;
        if (methods.Length > 0)
        {
            context.Response.Headers.Allow = string.Join(", ", methods);
        }

        return Task.CompletedTask;
    }

    private static bool IsReal(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText?.Trim('/') != NoSuchFile;

    private static TemplateMatcher MatcherOf(RouteEndpoint endpoint) => new(new RouteTemplate(endpoint.RoutePattern), []);

    private static string[] MethodsOf(RouteEndpoint endpoint) => [.. endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? []];
}
