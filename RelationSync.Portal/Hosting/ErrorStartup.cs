using Microsoft.AspNetCore.Diagnostics;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting;

/// <summary>What is answered when something breaks: never a stack trace.</summary>
internal static class ErrorStartup
{
    // For what was posted: a page can't be rendered in answer to a form that is at fault itself.
    private const string Page =
        """
        <!DOCTYPE html><html lang="ja"><meta charset="utf-8"><title>RelationSync</title>
        <h1>送信できませんでした</h1><p>前のページを開き直して、もう一度お試しください。</p>
        <p lang="en">That could not be sent. Open the page before anew and try again.</p><p><a href="/">RelationSync</a></p></html>
        """;

    public static void AddErrors(this IServiceCollection services) => services.AddProblemDetails();

    public static void UseErrors(this IApplicationBuilder app)
    {
        app.UseWhen(context => context.Request.IsForProgram(), programs =>
        {
            programs.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = AnswerAsync, SuppressDiagnosticsCallback = IsTheirs });
            // 404 and 405 of addresses that programs ask for.
            programs.UseStatusCodePages();
        });
        app.UseWhen(context => !context.Request.IsForProgram() && !IsView(context.Request), forms =>
        {
            forms.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandler = AnswerFormAsync, SuppressDiagnosticsCallback = IsTheirs });
            forms.UseStatusCodePages(context => WritePageAsync(context.HttpContext));
        });
        app.UseWhen(context => !context.Request.IsForProgram() && IsView(context.Request), pages =>
        {
            pages.UseExceptionHandler(new ExceptionHandlerOptions
            {
                ExceptionHandlingPath = "/error",
                CreateScopeForErrors = true,
                StatusCodeSelector = StatusOf,
                SuppressDiagnosticsCallback = IsTheirs,
            });
            pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        });
    }

    private static Task AnswerAsync(HttpContext context)
    {
        var status = StatusOf(context.Features.Get<IExceptionHandlerFeature>()?.Error);
        if (status == StatusCodes.Status503ServiceUnavailable)
        {
            context.Response.Headers.RetryAfter = "10";
        }

        return Results.Problem(statusCode: status).ExecuteAsync(context);
    }

    private static Task AnswerFormAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusOf(context.Features.Get<IExceptionHandlerFeature>()?.Error);
        return WritePageAsync(context);
    }

    private static Task WritePageAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        return context.Response.WriteAsync(Page, context.RequestAborted);
    }

    private static bool IsView(HttpRequest request) => HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);

    /// <summary>A request that is no good (its body too large, cut short) is answered, and is no error of ours to log.</summary>
    private static bool IsTheirs(ExceptionHandlerSuppressDiagnosticsContext context) => context.Exception is BadHttpRequestException;

    private static int StatusOf(Exception? exception) =>
        exception is BadHttpRequestException bad ? bad.StatusCode
        : exception is not null && StoreFailures.IsUnwritable(exception) ? StatusCodes.Status503ServiceUnavailable
        : StatusCodes.Status500InternalServerError;
}
