using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using RelationSync.Portal.Access;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Accounts;

/// <summary>Ends sessions that no longer hold, and answers programs with problems instead of redirects.</summary>
internal sealed class SessionCookieEvents(AccountSessions sessions) : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        if (context.Principal is not { } user || await sessions.FindAsync(user, context.HttpContext.RequestAborted) is not { } account)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(context.Scheme.Name);
            return;
        }

        sessions.Seen(user);
        user.ComesFrom(context.HttpContext.ClientAddress());
        context.HttpContext.Features.Set(account);
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) =>
        context.Request.IsForProgram()
            ? Problem(context.HttpContext, StatusCodes.Status401Unauthorized, "Sign in first.")
            : base.RedirectToLogin(context);

    public override Task RedirectToAccessDenied(RedirectContext<CookieAuthenticationOptions> context) =>
        context.Request.IsForProgram()
            ? Problem(context.HttpContext, StatusCodes.Status403Forbidden, "This needs another role.")
            : base.RedirectToAccessDenied(context);

    private static Task Problem(HttpContext context, int status, string title) =>
        Results.Problem(statusCode: status, title: title).ExecuteAsync(context);
}
