using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;

namespace RelationSync.Portal.Accounts;

/// <summary>What the static pages post to sign in and out. Each form carries the antiforgery field.</summary>
internal static class LoginForms
{
    public static void MapLoginForms(this IEndpointRouteBuilder app)
    {
        var forms = app.MapGroup("/account").AllowAnonymous();
        forms.MapPost("/login", LoginAsync);
        forms.MapPost("/logout", LogoutAsync);
    }

    private static async Task<IResult> LoginAsync(
        HttpContext context, SignIn signIn, AccountService accounts, [FromForm] string? email, [FromForm] string? password, [FromForm] string? returnUrl)
    {
        var outcome = await signIn.WithPasswordAsync(context, email, password);
        var back = LocalUrl.OrHome(returnUrl);
        if (outcome.Account is not null)
        {
            if (context.User.Identity?.IsAuthenticated == true)
            {
                // The session that the new one takes the place of.
                await accounts.SignOutAsync(context.User, context.RequestAborted);
            }

            return Results.LocalRedirect(back);
        }

        var error = outcome.Wait is null ? "credentials" : "throttled";
        return Results.LocalRedirect($"/login?error={error}&returnUrl={Uri.EscapeDataString(back)}");
    }

    // A form without fields of its own still has to carry the antiforgery one: binding a form is what asks for it.
    private static async Task<IResult> LogoutAsync(HttpContext context, AccountService accounts, [FromForm] string? returnUrl)
    {
        if (context.User.Identity?.IsAuthenticated == true)
        {
            await accounts.SignOutAsync(context.User, context.RequestAborted);
        }

        await context.SignOutAsync();
        return Results.LocalRedirect(returnUrl is null ? "/login" : LocalUrl.OrHome(returnUrl));
    }
}
