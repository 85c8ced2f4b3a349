using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using RelationSync.Portal.Access;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Accounts;

/// <summary>Logs whom the routes refuse; what is answered stays as it is.</summary>
internal sealed class RefusedRoutes(AccessDenied refused) : IAuthorizationMiddlewareResultHandler
{
    /// <summary>
    /// A page that goes away says so here, also one whose session has ended meanwhile: nobody asked for anything. It opens
    /// nothing and ends only the circuit whose secret id it brings.
    /// </summary>
    private const string PageGone = "/_blazor/disconnect";

    private readonly AuthorizationMiddlewareResultHandler _answer = new();

    public Task HandleAsync(RequestDelegate next, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Forbidden)
        {
            refused.Route(context.User, context.Request.Method, Route(context));
        }
        else if (authorizeResult.Challenged && !IsPageGone(context))
        {
            refused.Stranger(context.ClientAddress(), context.Request.Method, Route(context));
        }

        return _answer.HandleAsync(next, context, policy, authorizeResult);
    }

    private static bool IsPageGone(HttpContext context) => HttpMethods.IsPost(context.Request.Method) && context.Request.Path == PageGone;

    private static string Route(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "an unknown address";
}
