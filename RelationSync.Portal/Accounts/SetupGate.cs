namespace RelationSync.Portal.Accounts;

/// <summary>As long as no account exists, whoever comes with a browser is led to the set-up page; afterwards nobody is.</summary>
internal sealed class SetupGate(RequestDelegate next, SetupState setup)
{
    private const string Page = "/setup";

    public async Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        var isSetup = request.Path.Equals(Page, StringComparison.OrdinalIgnoreCase);
        if (HttpMethods.IsGet(request.Method) && (isSetup || IsPage(request)) && isSetup != await setup.IsNeededAsync(context.RequestAborted))
        {
            context.Response.Redirect(isSetup ? "/" : Page);
            return;
        }

        await next(context);
    }

    // A browser asks for text/html where it wants a page, and not for styles, scripts and pictures.
    private static bool IsPage(HttpRequest request) =>
        request.Path == "/" || request.Path == "/login"
        || (!request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/health") && !request.Path.StartsWithSegments("/metrics")
            && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase));
}
