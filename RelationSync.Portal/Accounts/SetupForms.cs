using Microsoft.AspNetCore.Mvc;

namespace RelationSync.Portal.Accounts;

/// <summary>Making the first administrator with the code from the log, and setting a password by a one-time link.</summary>
internal static class SetupForms
{
    public static void MapSetupForms(this IEndpointRouteBuilder app)
    {
        var forms = app.MapGroup("/account").AllowAnonymous();
        forms.MapPost("/setup", SetupAsync);
        forms.MapPost("/reset", ResetAsync);
    }

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
        if (await accounts.CreateFirstAsync(email?.Trim() ?? "", password ?? "", asGiven: false, context.RequestAborted) is { } fault)
        {
            return Results.LocalRedirect($"/setup?error={Word(fault)}");
        }

        await signIn.AsAsync(context, (await accounts.FindAsync(email!, context.RequestAborted))!);
        return Results.LocalRedirect("/");
    }

    private static async Task<IResult> ResetAsync(
        HttpContext context, OneTimeTokens tokens, AccountService accounts, SignIn signIn, [FromForm] string? token, [FromForm] string? password)
    {
        if (signIn.BeginOneTimeCode(context) is not null)
        {
            return Results.LocalRedirect($"/reset?error=throttled&token={Uri.EscapeDataString(token ?? "")}");
        }

        if (await tokens.FindAsync(token, context.RequestAborted) is not { } id || await accounts.FindAsync(id, context.RequestAborted) is not { } account)
        {
            return Results.LocalRedirect("/reset?error=token");
        }

        signIn.OneTimeCodeSucceeded(context);
        if (PasswordRules.Check(password, account.Email) is { } fault)
        {
            return Results.LocalRedirect($"/reset?error={Word(fault)}&token={Uri.EscapeDataString(token!)}");
        }

        if (!await tokens.UseAsync(token!, context.RequestAborted))
        {
            return Results.LocalRedirect("/reset?error=token");
        }

        await accounts.SetPasswordAsync(id, password!, context.RequestAborted);
        await signIn.AsAsync(context, (await accounts.FindAsync(id, context.RequestAborted))!);
        return Results.LocalRedirect("/");
    }

    private static string Word(AccountFault fault) => fault switch
    {
        AccountFault.EmailInvalid => "email",
        AccountFault.PasswordTooShort or AccountFault.PasswordTooLong or AccountFault.PasswordTooCommon => "password",
        AccountFault.EmailTaken or AccountFault.NotFound or AccountFault.LastAdministrator => "code",
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };
}
