using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Access;

namespace RelationSync.Portal.Accounts.SingleSignOn;

/// <summary>The way to the provider, a link, as a form's redirects would have to be in the content security policy; and the provider's own word.</summary>
internal static class SingleSignOnEndpoints
{
    /// <summary>Sign-ins begun in one browser and not ended; one more, and those before no longer count. Keeps its cookies few.</summary>
    private const int MostBegun = 4;

    /// <summary>Characters of an address to return to. It is a part of the <c>state</c>, which has to fit into URLs.</summary>
    private const int LongestReturn = 500;

    private const int MostLogoutBytes = 16 * 1024;

    public static void MapSingleSignOn(this IEndpointRouteBuilder app)
    {
        app.MapGet(SingleSignOnPaths.Start, StartAsync).AllowAnonymous();
        app.MapPost(SingleSignOnPaths.BackChannel, SignOutAsync).AllowAnonymous().WithMetadata(new RequestSizeLimitAttribute(MostLogoutBytes));
    }

    /// <summary>By the provider itself, which shows by a signed token who it is; so there is no antiforgery field to bind.</summary>
    private static async Task<IResult> SignOutAsync(HttpContext context, BackChannelSignOut signOut)
    {
        var token = context.Request.HasFormContentType ? (await context.Request.ReadFormAsync(context.RequestAborted))["logout_token"].ToString() : null;
        return await signOut.RunAsync(token, context.RequestAborted) ? Results.Ok() : Results.BadRequest();
    }

    private static async Task StartAsync(
        HttpContext context, IOptions<SingleSignOnOptions> options, PortalCookies cookies, SingleSignOnEvents events, string? returnUrl)
    {
        if (!options.Value.IsOn)
        {
            context.Response.Redirect(SingleSignOnPaths.Login);
            return;
        }

        DropOld(context, cookies);
        var back = LocalUrl.OrHome(returnUrl);
        try
        {
            await context.ChallengeAsync(
                OpenIdConnectDefaults.AuthenticationScheme, new AuthenticationProperties { RedirectUri = back.Length <= LongestReturn ? back : "/" });
        }
        catch (Exception e) when (SingleSignOnFaults.IsOfProvider(e) || (e is OperationCanceledException && !context.RequestAborted.IsCancellationRequested))
        {
            events.Refuse(context, SingleSignOnFault.Unavailable, SingleSignOnFaults.DetailOf(e));
        }
    }

    private static void DropOld(HttpContext context, PortalCookies cookies)
    {
        var begun = context.Request.Cookies.Keys.Where(k => k.StartsWith(cookies.SingleSignOn, StringComparison.Ordinal)).ToList();
        // Two of each: one against foreign answers, one against repeated tokens.
        if (begun.Count < 2 * MostBegun)
        {
            return;
        }

        foreach (var cookie in begun)
        {
            context.Response.Cookies.Delete(cookie, cookies.Lasting(context, TimeSpan.Zero));
        }
    }
}
