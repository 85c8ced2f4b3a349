using Microsoft.AspNetCore.Authorization;
using RelationSync.Portal.Access;
using RelationSync.Portal.Accounts.People;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Accounts;

/// <summary>
/// Who must have a second factor and has none can do nothing but set it up, choose a language and sign out. An open page
/// (circuit) needs this for its first request and its connection, so none comes about; those that are there end with the
/// session when a factor is taken off or a role changes. The second factor of single sign-on is the provider's.
/// </summary>
internal sealed class SecondFactorGate(RequestDelegate next, RequiredSecondFactor required)
{
    public const string Page = "/second-factor";

    /// <summary>What programs know the refusal by.</summary>
    public const string Reason = "second_factor_required";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Features.Get<AccountSnapshot>() is not { } account || !required.IsMissing(account)
            || context.User.IsBySingleSignOn() || IsOpen(context))
        {
            return next(context);
        }

        if (context.Request.IsForProgram())
        {
            return Results.Problem(
                statusCode: StatusCodes.Status403Forbidden,
                title: "This account must have a second factor.",
                detail: $"Sign in with a browser and set it up at {Page}.",
                extensions: new Dictionary<string, object?> { ["reason"] = Reason }).ExecuteAsync(context);
        }

        if (HttpMethods.IsGet(context.Request.Method) && !context.Request.Path.StartsWithSegments("/_blazor"))
        {
            context.Response.Redirect($"{Page}?returnUrl={Uri.EscapeDataString(LocalUrl.OrHome(context.Request.Path + context.Request.QueryString))}");
            return Task.CompletedTask;
        }

        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    // What is open to everybody, and the forms of the page itself.
    private static bool IsOpen(HttpContext context) =>
        context.GetEndpoint() is not { } endpoint
        || endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null
        || (endpoint as RouteEndpoint)?.RoutePattern.RawText
            is Page or SecondFactorForms.TurnOnPath or PasskeyForms.ConfirmPath or PasskeyForms.NewOptionsPath or PasskeyForms.AddPath;
}
