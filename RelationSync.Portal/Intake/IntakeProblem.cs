using System.Globalization;
using Microsoft.AspNetCore.Mvc;

namespace RelationSync.Portal.Intake;

/// <summary>How the intake refuses a request as a whole (RFC 9457).</summary>
/// <param name="Code">The last part of the problem's <c>type</c>, which is a place on the reference page.</param>
internal sealed record IntakeProblem(string Code, int Status, string Title, string? Detail = null, TimeSpan? RetryAfter = null)
{
    /// <summary>What senders are asked to do where nothing was taken and the same may be sent again.</summary>
    private const string Repeat = "Nothing was taken. Repeat the same request, with growing pauses, for at least three days.";

    // One answer for every reason: it mustn't tell which inboxes exist.
    public static readonly IntakeProblem Unauthorized = new(
        "unauthorized",
        StatusCodes.Status401Unauthorized,
        "The request is not signed by this inbox's secret.",
        "Sign 'webhook-id.webhook-timestamp.body' as Standard Webhooks 1.0.0 says, within 300 seconds.");

    public static readonly IntakeProblem NotJsonType = new(
        "unsupported-media-type", StatusCodes.Status415UnsupportedMediaType, "The body must be application/json in UTF-8, without Content-Encoding.");

    public static readonly IntakeProblem TooLarge = new(
        "body-too-large", StatusCodes.Status413PayloadTooLarge, "The body is larger than 5 MiB.", "Send fewer operations a request.");

    public static readonly IntakeProblem TooSlow = new(
        "body-too-slow", StatusCodes.Status408RequestTimeout, "The body took longer than a minute to arrive.", "Nothing was taken. Send the same again, with fewer operations if the line is slow.");

    private static readonly IntakeProblem TooMany = new(
        "too-many-operations", StatusCodes.Status413PayloadTooLarge, "A request may have at most 1,000 operations.", "Send fewer operations a request.");

    private static readonly IntakeProblem NotJson = new(
        "not-json", StatusCodes.Status400BadRequest, "The body is not JSON.", "It must be one JSON object in UTF-8.");

    private static readonly IntakeProblem NoOperations = new(
        "no-operations", StatusCodes.Status400BadRequest, "The body must be an object with one array 'operations'.");

    public static readonly IntakeProblem NotDryRun = new(
        "invalid-parameter", StatusCodes.Status400BadRequest, "'dry_run' must be true or false.", "Nothing was taken.");

    public static readonly IntakeProblem NoId = new(
        "invalid-parameter", StatusCodes.Status400BadRequest, "'id' must name an operation.", "Ask for '…/operations?id=' and the operation's id.");

    public static readonly IntakeProblem UnknownOperation = new(
        "unknown-operation", StatusCodes.Status404NotFound, "This inbox has accepted no operation of that id.", "Rejected and ignored operations are not remembered.");

    public static readonly IntakeProblem Unavailable = new(
        "unavailable", StatusCodes.Status503ServiceUnavailable, "The operations can't be stored now.", Repeat, TimeSpan.FromSeconds(10));

    public static readonly IntakeProblem Busy = new(
        "busy", StatusCodes.Status503ServiceUnavailable, "Too much is being sent at once.", Repeat, TimeSpan.FromSeconds(5));

    public static IntakeProblem OverRate(TimeSpan wait) => new(
        "rate-exceeded", StatusCodes.Status429TooManyRequests, "This inbox sends more operations a minute than it may.", Repeat, wait);

    public static IntakeProblem Throttled(TimeSpan wait) => new(
        "too-many-attempts", StatusCodes.Status429TooManyRequests, "Too many wrong keys came from this network.", "Nothing was taken.", wait);

    /// <summary>Every code that a problem's <c>type</c> ends with, in the order of the reference page.</summary>
    public static IReadOnlyList<IntakeProblem> All { get; } =
    [
        NotJson, NoOperations, NotDryRun, Unauthorized, UnknownOperation, TooSlow, TooLarge, TooMany, NotJsonType,
        OverRate(TimeSpan.Zero), Throttled(TimeSpan.Zero), Unavailable, Busy,
    ];

    /// <summary>The place on the reference page that explains it.</summary>
    public string Anchor => $"problem-{Code}";

    public static IntakeProblem? Of(IntakeFault fault) => fault switch
    {
        IntakeFault.None => null,
        IntakeFault.NotJson => NotJson,
        IntakeFault.NoOperations => NoOperations,
        IntakeFault.TooMany => TooMany,
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    /// <param name="context">Whose answer it becomes.</param>
    /// <param name="portal">The portal's own URL, which the problem's <c>type</c> begins with.</param>
    public async Task WriteAsync(HttpContext context, Uri portal)
    {
        if (RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = Math.Max(1, Math.Ceiling(wait.TotalSeconds)).ToString(CultureInfo.InvariantCulture);
        }

        if (Status == StatusCodes.Status408RequestTimeout)
        {
            // RFC 9110, 15.5.9: what is still on its way belongs to nothing any more.
            context.Response.Headers.Connection = "close";
        }

        if (Status == StatusCodes.Status401Unauthorized)
        {
            context.Response.Headers.WWWAuthenticate = "StandardWebhooks";
        }

        context.Response.StatusCode = Status;
        var problem = new ProblemDetails { Type = new Uri(portal, $"/developers#{Anchor}").AbsoluteUri, Status = Status, Title = Title, Detail = Detail };
        await context.Response.WriteAsJsonAsync(problem, options: null, "application/problem+json", context.RequestAborted);
    }
}
