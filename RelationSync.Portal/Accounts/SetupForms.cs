using Microsoft.AspNetCore.Mvc;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Accounts;

/// <summary>Making the first administrator with the code from the log.</summary>
internal static class SetupForms
{
    public static void MapSetupForms(this IEndpointRouteBuilder app) =>
        app.MapGroup("/account").AllowAnonymous().MapPost("/setup", SetupAsync);

    private static async Task<IResult> SetupAsync(
        HttpContext context, SetupState setup, AccountService accounts, SignIn signIn, [FromForm] string? code, [FromForm] string? email, [FromForm] string? password)
    {
        if (!await setup.IsNeededAsync(context.RequestAborted))
        {
            return Results.LocalRedirect("/");
        }

        if (signIn.BeginOneTimeCode(context) is not null)
        {
            return Results.LocalRedirect("/setup?error=throttled");
        }

        if (!setup.IsCode(code))
        {
            return Results.LocalRedirect("/setup?error=code");
        }

        signIn.OneTimeCodeSucceeded(context);
        var given = email?.Trim() ?? "";
        if (await accounts.CreateFirstAsync(given, password ?? "", asGiven: false, given, context.ClientAddress(), context.RequestAborted) is { } fault)
        {
            return Results.LocalRedirect($"/setup?error={AccountErrors.Word(fault)}");
        }

        await signIn.AsAsync(context, (await accounts.FindAsync(given, context.RequestAborted))!);
        return Results.LocalRedirect("/");
    }
}
