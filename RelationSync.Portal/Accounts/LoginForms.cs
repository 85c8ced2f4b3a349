using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using RelationSync.Portal.Accounts.SingleSignOn;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Accounts;

/// <summary>What the static pages post to sign in and out. Each form carries the antiforgery field.</summary>
internal static class LoginForms
{
    /// <summary>Where the code of a second factor is asked for.</summary>
    public const string CodePage = "/login/code";

    public static void MapLoginForms(this IEndpointRouteBuilder app)
    {
        var forms = app.MapGroup("/account").AllowAnonymous();
        forms.MapPost("/login", LoginAsync);
        forms.MapPost("/login/code", CodeAsync);
        forms.MapPost("/logout", LogoutAsync);
    }

    private static async Task<IResult> LoginAsync(
        HttpContext context, SignIn signIn, AccountService accounts, [FromForm] string? email, [FromForm] string? password, [FromForm] string? returnUrl)
    {
        var outcome = await signIn.WithPasswordAsync(context, email, password);
        return await AnswerAsync(context, accounts, outcome, "/login", returnUrl);
    }

    private static async Task<IResult> CodeAsync(
        HttpContext context,
        SignIn signIn,
        AccountService accounts,
        [FromForm] string? code,
        [FromForm] string? answer,
        [FromForm] string? with,
        [FromForm] string? returnUrl)
    {
        var outcome = await signIn.WithFactorAsync(context, code, answer);
        var wrong = string.IsNullOrEmpty(answer) ? AccountErrors.Word(CommandFault.CodeWrong) : AccountErrors.Passkey;
        return await AnswerAsync(context, accounts, outcome, with == "recovery" ? $"{CodePage}?with=recovery" : CodePage, returnUrl, wrong);
    }

    private static async Task<IResult> AnswerAsync(
        HttpContext context, AccountService accounts, SignInOutcome outcome, string page, string? returnUrl, string wrong = "")
    {
        var back = LocalUrl.OrHome(returnUrl);
        if (outcome.Fault is not { } fault)
        {
            if (context.User.Identity?.IsAuthenticated == true)
            {
                // The session that the new one takes the place of.
                await accounts.SignOutAsync(context.User, context.RequestAborted);
            }

            return Results.LocalRedirect(back);
        }

        var to = fault switch
        {
            SignInFault.CodeNeeded => $"{CodePage}?",
            SignInFault.Expired => "/login?error=expired&",
            SignInFault.Busy => "/login?error=busy&",
            SignInFault.Credentials => "/login?error=credentials&",
            SignInFault.PasswordsOff => "/login?error=sso&",
            SignInFault.Throttled => $"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}error=throttled&",
            SignInFault.CodeWrong => $"{page}{(page.Contains('?', StringComparison.Ordinal) ? '&' : '?')}error={wrong}&",
            _ => throw new InvalidOperationException($"{fault} has no answer."),
        };
        return Results.LocalRedirect($"{to}returnUrl={Uri.EscapeDataString(back)}");
    }

    // A form without fields of its own still has to carry the antiforgery one: binding a form is what asks for it.
    private static async Task<IResult> LogoutAsync(HttpContext context, AccountService accounts, ProviderSignOut provider, [FromForm] string? returnUrl)
    {
        var atProvider = await provider.FindAsync(context);
        if (context.User.Identity?.IsAuthenticated == true)
        {
            await accounts.SignOutAsync(context.User, context.RequestAborted);
        }

        await context.SignOutAsync();
        return atProvider ?? Results.LocalRedirect(returnUrl is null ? "/login" : LocalUrl.OrHome(returnUrl));
    }
}
