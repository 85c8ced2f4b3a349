using System.Globalization;

namespace RelationSync.Portal.Accounts;

/// <summary><c>POST /api/v1/login</c>: the same session for programs. JSON only, which no foreign page's form can send.</summary>
internal static class LoginApi
{
    private const int MostBytes = 16 * 1024;

    public static void MapLoginApi(this IEndpointRouteBuilder app) =>
        app.MapPost("/api/v1/login", LoginAsync)
            .AllowAnonymous()
            .WithMetadata(new Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute(MostBytes));

    private static async Task<IResult> LoginAsync(HttpContext context, LoginRequest request, SignIn signIn)
    {
        var outcome = await signIn.WithPasswordAsync(context, request.Email, request.Password);
        if (outcome.Wait is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
            return Results.Problem(statusCode: StatusCodes.Status429TooManyRequests, title: "Too many attempts. Wait before the next.");
        }

        return outcome.Account is { } account
            ? Results.Json(new LoginAnswer(account.Email, account.Role.ToString()))
            : Results.Problem(statusCode: StatusCodes.Status401Unauthorized, title: "E-mail or password is wrong.");
    }

    private sealed record LoginRequest(string? Email, string? Password);

    private sealed record LoginAnswer(string Email, string Role);
}
