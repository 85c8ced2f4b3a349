using System.Globalization;
using Microsoft.AspNetCore.Mvc;

namespace RelationSync.Portal.Intake;

/// <summary>How the intake refuses a request as a whole (RFC 9457).</summary>
internal sealed record IntakeProblem(int Status, string Title, string? Detail = null, TimeSpan? RetryAfter = null)
{
    // One answer for every reason: it mustn't tell which inboxes exist.
    public static readonly IntakeProblem Unauthorized = new(
        StatusCodes.Status401Unauthorized,
        "The request is not signed by this inbox's secret.",
        "Sign 'webhook-id.webhook-timestamp.body' as Standard Webhooks 1.0.0 says, within 300 seconds.");

    public static readonly IntakeProblem NotJsonType = new(
        StatusCodes.Status415UnsupportedMediaType, "The body must be application/json in UTF-8, without Content-Encoding.");

    public static readonly IntakeProblem TooLarge = new(
        StatusCodes.Status413PayloadTooLarge, "The body is larger than 5 MiB.", "Send fewer operations a request.");

    public static readonly IntakeProblem TooSlow = new(
        StatusCodes.Status408RequestTimeout, "The body took longer than a minute to arrive.", "Nothing was taken. Send the same again, with fewer operations if the line is slow.");

    private static readonly IntakeProblem TooMany = new(
        StatusCodes.Status413PayloadTooLarge, "A request may have at most 1,000 operations.", "Send fewer operations a request.");

    private static readonly IntakeProblem NotJson = new(
        StatusCodes.Status400BadRequest, "The body is not JSON.", "It must be one JSON object in UTF-8.");

    private static readonly IntakeProblem NoOperations = new(
        StatusCodes.Status400BadRequest, "The body must be an object with one array 'operations'.");

    public static readonly IntakeProblem Unavailable = new(
        StatusCodes.Status503ServiceUnavailable, "The operations can't be stored now.", "Nothing was taken. Send the same again later.", TimeSpan.FromSeconds(10));

    public static readonly IntakeProblem Busy = new(
        StatusCodes.Status503ServiceUnavailable, "Too much is being sent at once.", "Nothing was taken. Send the same again later.", TimeSpan.FromSeconds(5));

    public static IntakeProblem OverRate(TimeSpan wait) => new(
        StatusCodes.Status429TooManyRequests, "This inbox sends more operations a minute than it may.", "Nothing was taken.", wait);

    public static IntakeProblem? Of(IntakeFault fault) => fault switch
    {
        IntakeFault.None => null,
        IntakeFault.NotJson => NotJson,
        IntakeFault.NoOperations => NoOperations,
        IntakeFault.TooMany => TooMany,
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    public async Task WriteAsync(HttpContext context)
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
        var problem = new ProblemDetails { Status = Status, Title = Title, Detail = Detail };
        await context.Response.WriteAsJsonAsync(problem, options: null, "application/problem+json", context.RequestAborted);
    }
}
