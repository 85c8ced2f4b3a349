using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Mime;
using System.Text.Json;
using Microsoft.Extensions.Options;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Salesforce.Http;

namespace RelationSync.Portal.RelationApi;

/// <summary>Makes calls of Re:lation's API. Knows no limit and tries nothing again: <see cref="TenantCalls"/> does.</summary>
internal sealed class RelationApiClient(IHttpClientFactory clients, IOptions<RelationApiOptions> options, TimeProvider clock)
{
    public const string ClientName = "relation-api";

    private const int LargestAnswer = 64 * 1024 * 1024;
    private const int LongestMessage = 300;
    private static readonly TimeSpan SoonReset = TimeSpan.FromSeconds(120);

    public async Task<ApiAnswer> SendAsync(string subdomain, string token, ReadingCall call, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(call.Method, TenantAddress.Of(options.Value.BaseUrl, subdomain, call.Path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(MediaTypeNames.Application.Json));
        if (call.Body is not null)
        {
            request.Content = new ByteArrayContent(call.Body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue(MediaTypeNames.Application.Json);
        }

        using var late = new CancellationTokenSource(options.Value.AttemptTimeout, clock);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, ending.Token);
            return await ReadAsync(response, ending.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Failed(ApiFault.Broken, "no answer in time");
        }
        catch (HttpRequestException e)
        {
            return Failed(e.StatusCode is null && e.HttpRequestError is not HttpRequestError.ResponseEnded ? ApiFault.Unavailable : ApiFault.Broken, "no connection");
        }
    }

    private static async Task<ApiAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var (json, isJson) = await JsonOfAsync(response, cancellationToken);
        var rate = RateOf(response);
        var date = response.Headers.Date;
        var message = json.ValueKind == JsonValueKind.Object && LenientJson.TryFind(json, "message", out var text) && text.ValueKind == JsonValueKind.String
            ? SafeText.Clean(LenientJson.Text(text, out _), LongestMessage)
            : null;
        var fault = FaultOf(response.StatusCode, isJson, rate, date);
        return new ApiAnswer(fault, fault == ApiFault.None ? json : default, message) { Rate = rate, Date = date };
    }

    private static ApiFault FaultOf(HttpStatusCode status, bool? isJson, RateHeaders rate, DateTimeOffset? date) => (int)status switch
    {
        // Half a text of JSON is a broken answer; another kind of content means that something else stands in its place.
        200 => isJson switch { true => ApiFault.None, null => ApiFault.Broken, false => ApiFault.Unavailable },
        401 => ApiFault.TokenRefused,
        403 => rate.Remaining == 0 || (rate.ResetAt is { } reset && date is { } now && reset > now && reset - now <= SoonReset && rate.Remaining is null or <= 0)
            ? ApiFault.LimitReached
            : ApiFault.Forbidden,
        404 => isJson == false ? ApiFault.Unavailable : ApiFault.NotFound,
        429 => ApiFault.LimitReached,
        >= 400 and < 500 => ApiFault.BadRequest,
        500 => ApiFault.Broken,
        _ => ApiFault.Unavailable,
    };

    /// <summary>The body as JSON; false: it is something else; null: it claims to be and isn't.</summary>
    private static async Task<(JsonElement Json, bool? IsJson)> JsonOfAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentType?.MediaType is { } type && !type.Contains("json", StringComparison.OrdinalIgnoreCase))
        {
            return (default, false);
        }

        try
        {
            await response.Content.LoadIntoBufferAsync(LargestAnswer, cancellationToken);
            await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
            using var document = await JsonDocument.ParseAsync(body, cancellationToken: cancellationToken);
            return (document.RootElement.Clone(), true);
        }
        catch (Exception e) when (e is JsonException or IOException or HttpRequestException)
        {
            return (default, null);
        }
    }

    private static RateHeaders RateOf(HttpResponseMessage response)
    {
        var reset = Number(response, "X-RateLimit-Reset");
        return new RateHeaders(
            (int?)Number(response, "X-RateLimit-Limit"),
            (int?)Number(response, "X-RateLimit-Remaining"),
            reset is > 0 and < 253402300800 ? DateTimeOffset.FromUnixTimeSeconds(reset.Value) : null);
    }

    private static long? Number(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) && long.TryParse(values.First(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static ApiAnswer Failed(ApiFault fault, string message) => new(fault, default, message);
}
