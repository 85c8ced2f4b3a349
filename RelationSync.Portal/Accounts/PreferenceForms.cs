using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;
using RelationSync.Portal.Access;

namespace RelationSync.Portal.Accounts;

/// <summary>Language and theme: kept on the device, and with the account of who is signed in.</summary>
internal static class PreferenceForms
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    public static void MapPreferenceForms(this IEndpointRouteBuilder app)
    {
        var forms = app.MapGroup("/account").AllowAnonymous();
        forms.MapPost("/language", LanguageAsync);
        forms.MapPost("/theme", ThemeAsync);
    }

    private static async Task<IResult> LanguageAsync(
        HttpContext context, PortalCookies cookies, AccountService accounts, [FromForm] string? language, [FromForm] string? returnUrl)
    {
        if (language is "ja" or "en")
        {
            context.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(language)),
                cookies.Lasting(context, Lifetime));
            await accounts.SetLanguageAsync(context.User, language, context.RequestAborted);
        }

        return Results.LocalRedirect(LocalUrl.OrHome(returnUrl ?? context.Request.Query["returnUrl"]));
    }

    private static async Task<IResult> ThemeAsync(
        HttpContext context, PortalCookies cookies, AccountService accounts, [FromForm] string? theme, [FromForm] string? returnUrl)
    {
        var chosen = theme is ThemeChoice.Light or ThemeChoice.Dark ? theme : null;
        if (chosen is null)
        {
            context.Response.Cookies.Delete(ThemeChoice.Cookie, cookies.Lasting(context, Lifetime, httpOnly: false));
        }
        else
        {
            context.Response.Cookies.Append(ThemeChoice.Cookie, chosen, cookies.Lasting(context, Lifetime, httpOnly: false));
        }

        await accounts.SetThemeAsync(context.User, chosen, context.RequestAborted);
        return Results.LocalRedirect(LocalUrl.OrHome(returnUrl ?? context.Request.Query["returnUrl"]));
    }
}
