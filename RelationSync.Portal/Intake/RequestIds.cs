using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Intake;

/// <summary>Names every request to the intake, and says the name in its answer's <c>request-id</c>, whatever that answer is.</summary>
internal sealed class RequestIds(RequestDelegate next)
{
    private const string Header = "request-id";
    private const int Length = 16;

    /// <summary>A name that no other request has.</summary>
    public static string New() => $"req_{SecretToken.New()[..Length]}";

    public Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Path.StartsWithSegments("/api/v1/inboxes"))
        {
            context.TraceIdentifier = New();
            context.Response.OnStarting(Write, context);
        }

        return next(context);
    }

    // When the answer starts: what handles exceptions clears the headers.
    private static Task Write(object state)
    {
        var context = (HttpContext)state;
        context.Response.Headers[Header] = context.TraceIdentifier;
        return Task.CompletedTask;
    }
}
