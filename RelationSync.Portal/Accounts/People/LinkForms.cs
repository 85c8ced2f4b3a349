using Microsoft.AspNetCore.Mvc;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>
/// What the pages of one-time links post: first, by script, whether the link still works, then the password. The token
/// is in the body alone. What is wrong with a link is never said: wrong, used, withdrawn and expired are answered alike.
/// </summary>
internal static class LinkForms
{
    public static void MapLinkForms(this IEndpointRouteBuilder app)
    {
        var forms = app.MapGroup("/account").AllowAnonymous();
        forms.MapPost("/invitation", (HttpContext context, SignIn signIn, AcceptInvitation accept, [FromForm] string? token, [FromForm] string? password) =>
            UseAsync(context, signIn, OneTimeLinks.InvitationPath, accept.FindAsync, accept.RunAsync, token, password));
        forms.MapPost("/invitation/check", (HttpContext context, SignIn signIn, AcceptInvitation accept, [FromForm] string? token) =>
            CheckAsync(context, signIn, accept.FindAsync, token));
        forms.MapPost("/reset", (HttpContext context, SignIn signIn, ResetPassword reset, [FromForm] string? token, [FromForm] string? password) =>
            UseAsync(context, signIn, OneTimeLinks.ResetPath, reset.FindAsync, reset.RunAsync, token, password));
        forms.MapPost("/reset/check", (HttpContext context, SignIn signIn, ResetPassword reset, [FromForm] string? token) =>
            CheckAsync(context, signIn, reset.FindAsync, token));
    }

    /// <summary>Whom a link is for, where it works.</summary>
    private static async Task<IResult> CheckAsync(
        HttpContext context, SignIn signIn, Func<string?, CancellationToken, Task<string?>> find, string? token)
    {
        if (signIn.BeginOneTimeCode(context) is not null)
        {
            return Results.Json(new LinkAnswer(null, AccountErrors.Throttled));
        }

        if (await find(token, context.RequestAborted) is not { } email)
        {
            return Results.Json(new LinkAnswer(null, AccountErrors.Word(CommandFault.LinkUnusable)));
        }

        signIn.OneTimeCodeSucceeded(context);
        return Results.Json(new LinkAnswer(email, null));
    }

    private static async Task<IResult> UseAsync(
        HttpContext context,
        SignIn signIn,
        string page,
        Func<string?, CancellationToken, Task<string?>> find,
        Func<string?, string?, string?, CancellationToken, Task<Outcome<Account>>> use,
        string? token,
        string? password)
    {
        if (signIn.BeginOneTimeCode(context) is not null)
        {
            return Results.LocalRedirect($"{page}?error={AccountErrors.Throttled}");
        }

        if (await find(token, context.RequestAborted) is not null)
        {
            signIn.OneTimeCodeSucceeded(context);
        }

        var outcome = await use(token, password, context.ClientAddress(), context.RequestAborted);
        if (outcome.Fault is { } fault)
        {
            return Results.LocalRedirect($"{page}?error={AccountErrors.Word(fault)}");
        }

        var signedIn = await signIn.OpenAsync(context, outcome.Value!);
        return Results.LocalRedirect(signedIn.Fault is SignInFault.CodeNeeded ? LoginForms.CodePage : "/");
    }

    private sealed record LinkAnswer(string? Email, string? Error);
}
