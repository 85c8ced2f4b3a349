using System.Net;
using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace RelationSync.E2E.IdentityProvider;

/// <summary>The provider's own sign-in page, and what OpenIddict asks of it.</summary>
internal static class ProviderEndpoints
{
    public const string SignInPath = "/sign-in";

    public static void MapProvider(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", () => "An identity provider of the tests.");
        app.MapGet(SignInPath, (HttpContext context) => Page(context.Request.Query["ReturnUrl"].ToString(), ""));
        app.MapPost(SignInPath, (Delegate)SignInAsync);
        app.MapMethods(IdentityProviderHost.AuthorizePath, [HttpMethods.Get, HttpMethods.Post], (Delegate)AuthorizeAsync);
        app.MapMethods(IdentityProviderHost.EndSessionPath, [HttpMethods.Get, HttpMethods.Post], (Delegate)EndSessionAsync);
    }

    private static async Task<IResult> SignInAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var returnUrl = form["returnUrl"].ToString();
        if (ProviderPerson.Find(form["name"]) is not { } person || form["password"] != ProviderPerson.Password)
        {
            return Page(returnUrl, "Name or password is wrong.");
        }

        await context.SignInAsync(
            CookieAuthenticationDefaults.AuthenticationScheme, new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, person.Name)], "password")));
        return Results.LocalRedirect(returnUrl);
    }

    private static async Task<IResult> AuthorizeAsync(HttpContext context)
    {
        var request = context.GetOpenIddictServerRequest() ?? throw new InvalidOperationException("This is no request of OpenID Connect.");
        var signedIn = await context.AuthenticateAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        if (ProviderPerson.Find(signedIn.Principal?.Identity?.Name) is not { } person)
        {
            return Results.Challenge(
                new AuthenticationProperties { RedirectUri = context.Request.Path + context.Request.QueryString }, [CookieAuthenticationDefaults.AuthenticationScheme]);
        }

        var identity = new ClaimsIdentity("provider", Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, person.Subject)
            .SetClaim(Claims.Email, person.Email)
            .SetClaim(Claims.EmailVerified, person.IsEmailVerified)
            .SetClaims("roles", [.. person.Roles]);
        identity.SetScopes(request.GetScopes());
        identity.SetDestinations(_ => [Destinations.AccessToken, Destinations.IdentityToken]);
        return Results.SignIn(new ClaimsPrincipal(identity), authenticationScheme: OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }

    private static async Task<IResult> EndSessionAsync(HttpContext context)
    {
        await context.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
        return Results.SignOut(new AuthenticationProperties { RedirectUri = "/" }, [OpenIddictServerAspNetCoreDefaults.AuthenticationScheme]);
    }

    private static IResult Page(string returnUrl, string error) => Results.Content(
        $"""
        <!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>Identity provider</title>
        <h1>Sign in at the provider</h1><p>{WebUtility.HtmlEncode(error)}</p>
        <form method="post" action="{SignInPath}">
        <input type="hidden" name="returnUrl" value="{WebUtility.HtmlEncode(returnUrl)}">
        <label>Name <input name="name" data-testid="provider-name"></label>
        <label>Password <input name="password" type="password" data-testid="provider-password"></label>
        <button data-testid="provider-submit">Sign in</button>
        </form></html>
        """,
        "text/html; charset=utf-8");
}
