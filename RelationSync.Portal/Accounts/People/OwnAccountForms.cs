using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using RelationSync.Portal.Accounts.SingleSignOn;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Accounts.People;

/// <summary>What a person posts about their own account: all end sessions, and a session is a matter of a request's cookie.</summary>
internal static class OwnAccountForms
{
    public const string PasswordPath = "/account/password";
    public const string SignOutEverywherePath = "/account/logout-everywhere";

    public const string EndSessionPath = "/account/sessions/end";

    public static void MapOwnAccountForms(this IEndpointRouteBuilder app)
    {
        app.MapPost(PasswordPath, PasswordAsync);
        app.MapPost(SignOutEverywherePath, SignOutEverywhereAsync);
        app.MapPost(EndSessionPath, EndSessionAsync);
    }

    private static async Task<IResult> PasswordAsync(
        HttpContext context, SignIn signIn, OwnAccount own, IOptions<SingleSignOnOptions> singleSignOn, [FromForm] string? current, [FromForm] string? password)
    {
        if (singleSignOn.Value.IsOnly)
        {
            return Back($"error={AccountErrors.Word(CommandFault.PasswordsOff)}");
        }

        var verified = await signIn.VerifyAsync(context, context.User.Identity?.Name, current);
        if (verified.Wait is not null)
        {
            return Back($"error={AccountErrors.Throttled}");
        }

        if (verified.Account is null)
        {
            return Back($"error={AccountErrors.Word(CommandFault.PasswordWrong)}");
        }

        var outcome = await own.SetPasswordAsync(context.User, password, context.RequestAborted);
        if (outcome.Fault is { } fault)
        {
            return Back($"error={AccountErrors.Word(fault)}");
        }

        await signIn.ReopenAsync(context, outcome.Value!);
        return Back("done=password");
    }

    // A form without fields of its own still has to carry the antiforgery one: binding a form is what asks for it.
    private static async Task<IResult> SignOutEverywhereAsync(
        HttpContext context, OwnAccount own, ProviderSignOut provider, [FromForm] string? returnUrl)
    {
        var atProvider = await provider.FindAsync(context);
        await own.SignOutEverywhereAsync(context.User, context.RequestAborted);
        await context.SignOutAsync();
        return atProvider ?? Results.LocalRedirect(returnUrl is null ? "/login" : LocalUrl.OrHome(returnUrl));
    }

    private static async Task<IResult> EndSessionAsync(
        HttpContext context, SignIn signIn, OwnSessions own, [FromForm] string? password, [FromForm] string? session)
    {
        var verified = await signIn.VerifyAsync(context, context.User.Identity?.Name, password);
        var error = verified.Wait is not null ? AccountErrors.Throttled
            : verified.Account is null ? AccountErrors.Word(CommandFault.PasswordWrong)
            : await own.EndAsync(context.User, session, context.RequestAborted) is { } fault ? AccountErrors.Word(fault)
            : null;
        return Back(error is null ? "done=session" : $"error={error}&at=sessions");
    }

    private static IResult Back(string query) => Results.LocalRedirect($"/profile?{query}");
}
