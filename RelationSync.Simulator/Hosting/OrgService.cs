using RelationSync.Simulator.Control;
using RelationSync.Simulator.OAuth;
using RelationSync.Simulator.Orgs;
using RelationSync.Simulator.Rest;
using RelationSync.Simulator.Soap;

namespace RelationSync.Simulator.Hosting;

/// <summary>What the real service would answer.</summary>
internal sealed class OrgService(SimulatorWorld world, SoqlLog soqlLog)
{
    private const int MostUriBytes = 16_384;
    private const string DataRoot = "/services/data";
    private const string SoapRoot = "/services/Soap/m/";

    /// <param name="org">The org.</param>
    /// <param name="request">The request.</param>
    /// <param name="entry">Its line in the record of calls.</param>
    /// <param name="delay">What holds the work up once it has begun.</param>
    public async Task<HttpAnswer> AnswerAsync(Org org, OrgRequest request, CallEntry entry, Func<Task>? delay = null)
    {
        if (request.IsToken && request.Method == "POST")
        {
            return await TokenEndpoint.RunAsync(org, request, async () =>
            {
                await (delay?.Invoke() ?? Task.CompletedTask);
                await SlowDownAsync(org, 0);
            });
        }

        await (delay?.Invoke() ?? Task.CompletedTask);
        if (request.Path.StartsWith(DataRoot, StringComparison.Ordinal))
        {
            return await AnswerRestAsync(org, request, entry);
        }

        if (request.Path.StartsWith(SoapRoot, StringComparison.Ordinal))
        {
            return await AnswerSoapAsync(org, request, entry);
        }

        return request.Path switch
        {
            "/services/oauth2/authorize" => AuthorizeEndpoint.Run(org, request),
            "/services/oauth2/revoke" => IdentityEndpoints.Revoke(org, request),
            "/services/oauth2/introspect" when request.Method == "POST" => IdentityEndpoints.Introspect(org, request),
            "/services/oauth2/userinfo" => IdentityEndpoints.Identity(org, request, isUserInfo: true),
            "/.well-known/openid-configuration" => IdentityEndpoints.Discovery(request),
            _ when request.Path.StartsWith("/id/", StringComparison.Ordinal) => IdentityEndpoints.Identity(org, request, isUserInfo: false),
            _ => HttpAnswer.Html(404, "<!doctype html><title>URL No Longer Exists</title><p>URL No Longer Exists</p>"),
        };
    }

    private async Task<HttpAnswer> AnswerRestAsync(Org org, OrgRequest request, CallEntry entry)
    {
        if (request.Path.TrimEnd('/') == DataRoot)
        {
            return RestAnswers.Plain(VersionResource.List());
        }

        if (TooLong(request) is { } tooLong)
        {
            return RestAnswers.Of(org, tooLong);
        }

        if (Sessions.Of(org, request) is not { } session)
        {
            return RestAnswers.Of(org, ApiResponse.Error(401, "INVALID_SESSION_ID", "Session expired or invalid"));
        }

        var api = ApiRequest.Read(request.Method, request.PathAndQuery, request.Json);
        var calls = api?.Path is ["composite", "batch"] ? BatchResource.CallsOf(request.Json) : 1;
        if (!org.Calls.TryCount(entry, Endpoint(request.Method, api), calls, org.Settings.DailyLimit))
        {
            return RestAnswers.Of(org, ApiResponse.Error(403, "REQUEST_LIMIT_EXCEEDED", "TotalRequests Limit exceeded."));
        }

        await SlowDownAsync(org, RecordCounter.Of(api));
        if (api is null)
        {
            return RestAnswers.Of(org, ApiResponse.Error(ApiException.NotFound()));
        }

        if (request.Body.Length > 0 && request.Header("Content-Type") is { Length: > 0 } type && !IsJson(type))
        {
            return RestAnswers.Of(org, ApiResponse.Error(415, "UNSUPPORTED_MEDIA_TYPE", $"Content-Type {type} is not supported by this resource"));
        }

        if (request.Body.Length > 0 && request.Json is null)
        {
            return RestAnswers.Of(org, ApiResponse.Error(ApiException.BadJson("Unexpected character in the HTTP entity body")));
        }

        var call = new ApiCall(org, session, entry, org.Faults.ForRecords(request), world.Usernames);
        var answer = RestRouter.Run(call, api with { Header = request.Header, IdentityUrl = $"{request.BaseUrl}/id/{org.Id}/{session.UserId}" });
        soqlLog.Write(entry.Soql);
        return RestAnswers.Of(org, answer);
    }

    private static async Task<HttpAnswer> AnswerSoapAsync(Org org, OrgRequest request, CallEntry entry)
    {
        if (SoapEndpoint.Read(request) is not { } soap)
        {
            return SoapAnswer.Fault("INVALID_OPERATION", "not a SOAP envelope");
        }

        if (Sessions.Of(org, soap.SessionId) is not { } session)
        {
            return SoapEndpoint.BadSession();
        }

        if (!org.Calls.TryCount(entry, "POST /services/Soap/m", 1, org.Settings.DailyLimit))
        {
            return SoapEndpoint.Limited();
        }

        await SlowDownAsync(org, 0);
        return SoapEndpoint.Run(org, session, soap);
    }

    private static bool IsJson(string contentType) =>
        contentType.Split(';')[0].Trim().Equals("application/json", StringComparison.OrdinalIgnoreCase);

    private static ApiResponse? TooLong(OrgRequest request)
    {
        if (request.PathAndQuery.Length > MostUriBytes)
        {
            return ApiResponse.Error(414, "URI_TOO_LONG", $"The URI is longer than {MostUriBytes} bytes");
        }

        return request.PathAndQuery.Length + request.HeaderBytes > MostUriBytes
            ? ApiResponse.Error(431, "REQUEST_HEADER_FIELDS_TOO_LARGE", $"URI and headers are longer than {MostUriBytes} bytes")
            : null;
    }

    /// <summary>The simulated work comes before the commit, as the real one's does.</summary>
    private static async Task SlowDownAsync(Org org, int records)
    {
        var latency = org.Settings.Latency;
        var milliseconds = latency.PerCallMs + (latency.PerRecordMs * records);
        if (milliseconds > 0)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(milliseconds));
        }
    }

    private static string Endpoint(string method, ApiRequest? request) => request is null
        ? $"{method} unknown"
        : request.Path switch
        {
            ["query" or "queryAll", _] => $"{method} /query/more",
            ["sobjects", var entity, "describe"] => $"{method} /sobjects/{entity}/describe",
            ["sobjects", var entity, _] => $"{method} /sobjects/{entity}/id",
            ["sobjects", var entity, var field, _] => $"{method} /sobjects/{entity}/{field}",
            var path => $"{method} /{string.Join('/', path)}",
        };
}
