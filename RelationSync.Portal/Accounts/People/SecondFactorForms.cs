using Microsoft.AspNetCore.Mvc;

namespace RelationSync.Portal.Accounts.People;

/// <summary>What the page of one's own second factor posts.</summary>
internal static class SecondFactorForms
{
    public const string TurnOnPath = "/account/second-factor/on";
    public const string CodesPath = "/account/second-factor/codes";
    public const string TurnOffPath = "/account/second-factor/off";

    public static void MapSecondFactorForms(this IEndpointRouteBuilder app)
    {
        app.MapPost(TurnOnPath, TurnOnAsync);
        app.MapPost(CodesPath, CodesAsync);
        app.MapPost(TurnOffPath, TurnOffAsync);
    }

    /// <param name="add">What is added to another factor, as the page's URL has it; null: it is the first.</param>
    private static async Task<IResult> TurnOnAsync(
        HttpContext context,
        SecondFactorSteps steps,
        [FromForm] string? password,
        [FromForm] string? code,
        [FromForm] string? add,
        [FromForm] string? returnUrl) =>
        await steps.TurnOnAsync(context, password, code) is { } error
            ? Answer(error, returnUrl, isAdding: add is not null)
            : Answer(null, returnUrl);

    private static async Task<IResult> CodesAsync(
        HttpContext context,
        SecondFactorSteps steps,
        [FromForm] string? password,
        [FromForm] string? code,
        [FromForm] string? answer,
        [FromForm] string? returnUrl) =>
        Answer(await steps.RenewCodesAsync(context, new GivenFactors(password, code, answer)), returnUrl);

    private static async Task<IResult> TurnOffAsync(
        HttpContext context,
        SecondFactorSteps steps,
        [FromForm] string? password,
        [FromForm] string? code,
        [FromForm] string? answer,
        [FromForm] string? returnUrl) =>
        await steps.TurnOffAsync(context, new GivenFactors(password, code, answer)) is { } error
            ? Answer(error, returnUrl)
            : Results.LocalRedirect("/profile?done=factor");

    /// <summary>To the page again: it shows what is wrong, or the codes.</summary>
    private static IResult Answer(string? error, string? returnUrl, bool isAdding = false) => Results.LocalRedirect(
        $"{SecondFactorGate.Page}?{(isAdding ? "add=app&" : "")}{(error is null ? "" : $"error={error}&")}returnUrl={Uri.EscapeDataString(LocalUrl.OrHome(returnUrl))}");
}
