using Microsoft.AspNetCore.Mvc;

namespace RelationSync.Portal.Accounts.People;

/// <summary>
/// What pages with passkeys post: forms, and the script's questions for the options of a ceremony. Each carries the
/// antiforgery field.
/// </summary>
internal static class PasskeyForms
{
    /// <summary>Options for signing in, after the password.</summary>
    public const string SignInOptionsPath = "/account/login/passkey";

    /// <summary>Options for confirming something in an open session.</summary>
    public const string ConfirmOptionsPath = "/account/passkeys/options";

    /// <summary>Options for a new passkey.</summary>
    public const string NewOptionsPath = "/account/passkeys/new";

    public const string ConfirmPath = "/account/passkeys/confirm";
    public const string AddPath = "/account/passkeys/add";
    public const string RenamePath = "/account/passkeys/rename";
    public const string RemovePath = "/account/passkeys/remove";

    public static void MapPasskeyForms(this IEndpointRouteBuilder app)
    {
        // A form without fields of its own still has to carry the antiforgery one: binding a form is what asks for it.
        app.MapPost(SignInOptionsPath, async (HttpContext context, PasskeySteps steps, [FromForm] string? returnUrl) =>
            Options(await steps.SignInOptionsAsync(context))).AllowAnonymous();
        app.MapPost(ConfirmOptionsPath, async (HttpContext context, PasskeySteps steps, [FromForm] string? returnUrl) =>
            Options(await steps.ConfirmOptionsAsync(context)));
        app.MapPost(NewOptionsPath, async (HttpContext context, PasskeySteps steps, [FromForm] string? returnUrl) =>
            Options(await steps.NewOptionsAsync(context)));
        app.MapPost(ConfirmPath, ConfirmAsync);
        app.MapPost(AddPath, AddAsync);
        app.MapPost(RenamePath, RenameAsync);
        app.MapPost(RemovePath, RemoveAsync);
    }

    private static async Task<IResult> ConfirmAsync(
        HttpContext context,
        PasskeySteps steps,
        [FromForm] string? password,
        [FromForm] string? code,
        [FromForm] string? answer,
        [FromForm] string? add,
        [FromForm] string? returnUrl)
    {
        var error = await steps.ConfirmAsync(context, new GivenFactors(password, code, answer));
        return Page($"add={(add == "app" ? "app" : "passkey")}{(error is null ? "" : $"&error={error}")}", returnUrl);
    }

    private static async Task<IResult> AddAsync(
        HttpContext context, PasskeySteps steps, [FromForm] string? name, [FromForm] string? answer, [FromForm] string? returnUrl) =>
        Page(await steps.AddAsync(context, name, answer) is { } error ? $"add=passkey&error={error}" : "", returnUrl);

    private static async Task<IResult> RenameAsync(
        HttpContext context, PasskeySteps steps, [FromForm] Guid passkey, [FromForm] string? name, [FromForm] string? returnUrl) =>
        Page(await steps.RenameAsync(context, passkey, name) is { } error ? $"error={error}" : "", returnUrl);

    private static async Task<IResult> RemoveAsync(
        HttpContext context,
        PasskeySteps steps,
        [FromForm] Guid passkey,
        [FromForm] string? password,
        [FromForm] string? code,
        [FromForm] string? answer,
        [FromForm] string? returnUrl) =>
        await steps.RemoveAsync(context, passkey, new GivenFactors(password, code, answer)) is { } error
            ? Page($"remove={passkey}&error={error}", returnUrl)
            : Results.LocalRedirect("/profile?done=passkey");

    private static IResult Options(string? json) => json is null
        ? Results.Problem(statusCode: StatusCodes.Status410Gone, title: "Start again: this took too long, or passkeys do not work at this address.")
        : Results.Content(json, "application/json");

    private static IResult Page(string query, string? returnUrl) => Results.LocalRedirect(
        $"{SecondFactorGate.Page}?{query}{(query.Length == 0 ? "" : "&")}returnUrl={Uri.EscapeDataString(LocalUrl.OrHome(returnUrl))}");
}
