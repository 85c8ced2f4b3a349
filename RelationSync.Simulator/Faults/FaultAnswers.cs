using RelationSync.Simulator.Hosting;
using RelationSync.Simulator.OAuth;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Rest;
using RelationSync.Simulator.Soap;

namespace RelationSync.Simulator.Faults;

/// <summary>What a fault answers, in the shape of the endpoint it struck.</summary>
internal static class FaultAnswers
{
    private const string Overloaded = "<!doctype html><html><head><title>Service Unavailable</title></head><body><h1>Service Unavailable</h1><p>The server is temporarily unable to service your request due to maintenance downtime or capacity problems.</p></body></html>";

    public static HttpAnswer Of(Org org, OrgRequest request, Fault fault)
    {
        var answer = Body(org, request, fault);
        if (fault.Request.RetryAfter is { } after)
        {
            answer.Headers["Retry-After"] = after.ToString();
        }

        return answer;
    }

    private static HttpAnswer Body(Org org, OrgRequest request, Fault fault)
    {
        if (fault.Kind == FaultKind.Html503)
        {
            return HttpAnswer.Html(fault.Request.Status ?? 503, Overloaded);
        }

        var status = fault.Request.Status ?? (fault.Kind == FaultKind.Token5xx ? 503 : 500);
        var code = fault.Request.ErrorCode;
        if (request.Path.StartsWith("/services/oauth2/", StringComparison.Ordinal))
        {
            return OAuthError.Answer(status, code ?? (status >= 500 ? "server_error" : "invalid_grant"), fault.Request.Message ?? "the request could not be processed");
        }

        code ??= DefaultCode(status);
        var message = fault.Request.Message ?? DefaultMessage(code);
        return request.Path.StartsWith("/services/Soap/", StringComparison.Ordinal)
            ? SoapAnswer.Fault(code, message, fault.Request.Status ?? 500)
            : RestAnswers.Of(org, ApiResponse.Error(status, code, message, fault.Request.Fields));
    }

    public static string DefaultCode(int status) => status switch
    {
        401 => "INVALID_SESSION_ID",
        403 => "REQUEST_LIMIT_EXCEEDED",
        404 => "NOT_FOUND",
        503 => "SERVER_UNAVAILABLE",
        >= 500 => "UNKNOWN_EXCEPTION",
        _ => "INVALID_INPUT",
    };

    public static string DefaultMessage(string code) => code switch
    {
        "INVALID_SESSION_ID" => "Session expired or invalid",
        "REQUEST_LIMIT_EXCEEDED" => "TotalRequests Limit exceeded.",
        "SERVER_UNAVAILABLE" => "We are down for maintenance. Sorry for the inconvenience, please try again shortly.",
        "UNKNOWN_EXCEPTION" => "An unexpected error occurred. Please include this ErrorId if you contact support: 1234567890-12345 (-123456789)",
        _ => code,
    };
}
