using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Hosting.Health;

/// <summary>
/// Lets <c>/metrics</c> be read from this machine directly, or with the bearer token. Stands before the forwarding
/// headers are taken into account, so that a proxy on this machine isn't taken for it.
/// </summary>
internal sealed class MetricsGuard(RequestDelegate next, IOptions<MetricsOptions> options)
{
    public const string Path = "/metrics";

    public Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments(Path) || LoopbackRequest.IsFromHere(context) || HasToken(context.Request))
        {
            return next(context);
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        return Results.Problem(statusCode: StatusCodes.Status401Unauthorized, title: "Metrics are for this machine, or for who has the token.")
            .ExecuteAsync(context);
    }

    private bool HasToken(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        var given = request.Headers.Authorization.ToString();
        return options.Value.BearerToken is { Length: > 0 } token
            && given.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            && CryptographicOperations.FixedTimeEquals(
                SHA256.HashData(Encoding.UTF8.GetBytes(given[Scheme.Length..])), SHA256.HashData(Encoding.UTF8.GetBytes(token)));
    }
}
