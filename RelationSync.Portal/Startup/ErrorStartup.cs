using Microsoft.AspNetCore.Diagnostics;

namespace RelationSync.Portal.Startup;

/// <summary>What is answered when something breaks: never a stack trace.</summary>
internal static class ErrorStartup
{
    public static void AddErrors(this IServiceCollection services) => services.AddProblemDetails();

    public static void UseErrors(this IApplicationBuilder app)
    {
        app.UseWhen(context => context.Request.IsForProgram(), programs =>
        {
            programs.UseExceptionHandler(handler => handler.Run(AnswerAsync));
            // 404 and 405 of addresses that programs ask for.
            programs.UseStatusCodePages();
        });
        app.UseWhen(context => !context.Request.IsForProgram(), pages =>
        {
            pages.UseExceptionHandler(new ExceptionHandlerOptions { ExceptionHandlingPath = "/error", CreateScopeForErrors = true, StatusCodeSelector = StatusOf });
            pages.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        });
    }

    private static Task AnswerAsync(HttpContext context) =>
        Results.Problem(statusCode: StatusOf(context.Features.Get<IExceptionHandlerFeature>()?.Error)).ExecuteAsync(context);

    private static int StatusOf(Exception? exception) => exception is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status500InternalServerError;
}
