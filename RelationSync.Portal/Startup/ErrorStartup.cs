using Microsoft.AspNetCore.Diagnostics;

namespace RelationSync.Portal.Startup;

/// <summary>What is answered when something breaks: never a stack trace.</summary>
internal static class ErrorStartup
{
    // Static and in both languages: nothing that may be broken takes part in it.
    private const string Page =
        """
        <!DOCTYPE html><html lang="ja"><meta charset="utf-8"><title>RelationSync</title>
        <h1>エラーが発生しました</h1><p>しばらくしてからもう一度お試しください。</p>
        <p lang="en">Something went wrong. Please try again later.</p><p><a href="/">RelationSync</a></p></html>
        """;

    public static void AddErrors(this IServiceCollection services) => services.AddProblemDetails();

    public static void UseErrors(this IApplicationBuilder app)
    {
        app.UseExceptionHandler(handler => handler.Run(AnswerAsync));
        // 404 and 405 of addresses that programs ask for.
        app.UseWhen(context => context.Request.IsForProgram(), programs => programs.UseStatusCodePages());
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var exception = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        context.Response.StatusCode = exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
        if (context.Request.IsForProgram())
        {
            await Results.Problem(statusCode: context.Response.StatusCode).ExecuteAsync(context);
        }
        else
        {
            context.Response.ContentType = "text/html; charset=utf-8";
            await context.Response.WriteAsync(Page, context.RequestAborted);
        }
    }
}
