using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace RelationSync.Portal.Accounts;

/// <summary>Language and theme: kept on the device, and with the account of who is signed in.</summary>
internal static class PreferenceForms
{
    /// <summary><c>light</c> or <c>dark</c>; readable by scripts, absent: the system's.</summary>
    public const string ThemeCookie = "RelationSync.Theme";

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(365);

    public static void MapPreferenceForms(this IEndpointRouteBuilder app)
    {
        var forms = app.MapGroup("/account").AllowAnonymous();
        forms.MapPost("/language", LanguageAsync);
        forms.MapPost("/theme", ThemeAsync);
    }

    private static async Task<IResult> LanguageAsync(
        HttpContext context, PortalCookies cookies, AccountService accounts, [FromForm] string? culture, [FromForm] string? returnUrl)
    {
        if (culture is "ja" or "en")
        {
            context.Response.Cookies.Append(
                CookieRequestCultureProvider.DefaultCookieName,
                CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(culture)),
                cookies.Lasting(context, Lifetime));
            if (context.User.AccountId() is { } id)
            {
                await accounts.SetLanguageAsync(id, culture, context.RequestAborted);
            }
        }

        return Results.LocalRedirect(LocalUrl.OrHome(returnUrl));
    }

    private static async Task<IResult> ThemeAsync(
        HttpContext context, PortalCookies cookies, AccountService accounts, [FromForm] string? theme, [FromForm] string? returnUrl)
    {
        var chosen = theme is "light" or "dark" ? theme : null;
        if (chosen is null)
        {
            context.Response.Cookies.Delete(ThemeCookie, cookies.Lasting(context, Lifetime, httpOnly: false));
        }
        else
        {
            context.Response.Cookies.Append(ThemeCookie, chosen, cookies.Lasting(context, Lifetime, httpOnly: false));
        }

        if (context.User.AccountId() is { } id)
        {
            await accounts.SetThemeAsync(id, chosen, context.RequestAborted);
        }

        return Results.LocalRedirect(LocalUrl.OrHome(returnUrl));
    }
}
