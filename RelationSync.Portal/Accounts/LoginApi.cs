using System.Globalization;
using System.Text.Json;

namespace RelationSync.Portal.Accounts;

/// <summary><c>POST /api/v1/login</c>: the same session for programs. JSON only, which no foreign page's form can send.</summary>
internal static class LoginApi
{
    /// <summary>What programs know the refusal of every password by.</summary>
    public const string PasswordsOffReason = "single_sign_on_only";

    private const int MostBytes = 16 * 1024;

    public static void MapLoginApi(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/v1/login", LoginAsync)
            .AllowAnonymous()
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(MostBytes));

    // Read by hand: where the framework binds the body, it answers a wrong type as an address of its own, which asks for a sign-in.
    private static async Task<IResult> LoginAsync(HttpContext context, SignIn signIn)
    {
        if (!context.Request.HasJsonContentType())
        {
            return Results.Problem(statusCode: StatusCodes.Status415UnsupportedMediaType, title: "The body must be application/json.");
        }

        if (await ReadAsync(context) is not { } request)
        {
            return Results.Problem(statusCode: StatusCodes.Status400BadRequest, title: "The body must be an object with email and password.");
        }

        var outcome = await signIn.WithPasswordAsync(context, request.Email, request.Password, request.Code);
        if (outcome.Wait is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return outcome.Fault is SignInFault.Busy
                ? Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "Too many sign-ins at once. Send the same again.")
                : Results.Problem(statusCode: StatusCodes.Status429TooManyRequests, title: "Too many attempts. Wait before the next.");
        }

        return outcome.Account is { } account
            ? Results.Json(new LoginAnswer(account.Email, account.Role.ToString()))
            : outcome.Fault switch
            {
                SignInFault.CodeNeeded => CodeProblem("This account has a second factor: send its code too, as 'code'.", "code_required"),
                SignInFault.PasskeyNeeded => CodeProblem(
                    "This account signs in with a passkey, which programs cannot use: send a recovery code as 'code', or use another account.",
                    "passkey_required"),
                SignInFault.PasswordsOff => Results.Problem(
                    statusCode: StatusCodes.Status403Forbidden,
                    title: "Passwords are turned off: sign in with single sign-on.",
                    extensions: new Dictionary<string, object?> { ["reason"] = PasswordsOffReason }),
                SignInFault.CodeWrong => CodeProblem("The code is wrong, too old, or was used before.", "code_wrong"),
                _ => Results.Problem(statusCode: StatusCodes.Status401Unauthorized, title: "E-mail or password is wrong."),
            };
    }

    // Only who knows the password comes here.
    private static IResult CodeProblem(string title, string reason) => Results.Problem(
        statusCode: StatusCodes.Status401Unauthorized, title: title, extensions: new Dictionary<string, object?> { ["reason"] = reason });

    private static async Task<LoginRequest?> ReadAsync(HttpContext context)
    {
        try
        {
            return await context.Request.ReadFromJsonAsync<LoginRequest>(context.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record LoginRequest(string? Email, string? Password, string? Code);

    private sealed record LoginAnswer(string Email, string Role);
}
