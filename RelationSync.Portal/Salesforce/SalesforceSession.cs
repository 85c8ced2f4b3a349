using System.Text.Json;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Salesforce.Metadata;
using RelationSync.Portal.Salesforce.OAuth;

namespace RelationSync.Portal.Salesforce;

/// <summary>Calls one org with one authorisation: token, one renewal after a 401, budget and usage, errors as exceptions.</summary>
/// <param name="connectionId">For whom calls are counted; empty: for nobody.</param>
/// <param name="isBounded">Whether the connection's budget holds calls back: not those that a person waits for.</param>
internal sealed class SalesforceSession(
    Guid authorizationId,
    Guid connectionId,
    SalesforceTransport transport,
    AccessTokens tokens,
    IApiUsageListener usage,
    ICallBudgets budgets,
    bool isBounded,
    string apiVersion,
    ILogger logger)
{
    private readonly CallCounter _counter = new();
    private AccessToken? _token;

    /// <summary>A renewal has told that the org is where it was.</summary>
    private bool _stays;

    public int Calls => _counter.Count;

    public string ApiVersion => apiVersion;

    /// <summary>The REST path of the pinned version, with a slash at the end. Also what subrequests' URLs begin with.</summary>
    public string DataPath { get; } = $"/services/data/v{apiVersion}/";

    public async Task<AccessToken> TokenAsync(CancellationToken cancellationToken) =>
        _token ??= await tokens.GetAsync(authorizationId, cancellationToken);

    /// <summary>Renews the token, of which a record or a subrequest says that it has run out (the call itself had a good answer).</summary>
    public async Task RenewAsync(CancellationToken cancellationToken) =>
        _token = await tokens.RenewAsync(authorizationId, (await TokenAsync(cancellationToken)).Value, cancellationToken);

    /// <summary>Sends, and reads the JSON of a success. Any other answer is a <see cref="SalesforceException"/>.</summary>
    public async Task<T> ReadAsync<T>(ApiCall call, Func<JsonElement, T> read, CancellationToken cancellationToken)
    {
        var response = await SendAsync(call, cancellationToken);
        if (!response.IsSuccess)
        {
            throw Failures.OfAnswer(response, call.Writes).Throwable();
        }

        try
        {
            using var json = JsonDocument.Parse(response.Body);
            return read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException)
        {
            throw Failures.InvalidResponse("The answer is not the JSON expected.", call.Writes).Throwable();
        }
    }

    /// <summary>
    /// Sends, whatever the answer. Where the token has run out, or the org isn't there any more (R-A6), it is renewed and
    /// the call, which wasn't executed, repeated once, wherever the new token says.
    /// </summary>
    public async Task<WireResponse> SendAsync(ApiCall call, CancellationToken cancellationToken)
    {
        var token = await TokenAsync(cancellationToken);
        var (response, away) = await TryAsync(call, token, cancellationToken);
        if (response is { IsMoved: false } && !IsExpired(call, response))
        {
            return await HeardAsync(call, token, response);
        }

        var isLost = response is null or { IsMoved: true };
        if (isLost && !_stays)
        {
            var before = token.Instance;
            _token = token = await tokens.RenewAsync(authorizationId, token.Value, cancellationToken);
            _stays = token.Instance == before;
        }
        else if (!isLost)
        {
            _token = token = await tokens.RenewAsync(authorizationId, token.Value, cancellationToken);
        }

        if (isLost && _stays)
        {
            return response ?? throw away!.Failure.Throwable(away);
        }

        return await HeardAsync(call, token, await SendAsync(call, token, cancellationToken));
    }

    /// <summary>No response: the org could not be reached, more than once, and nothing was done.</summary>
    private async Task<(WireResponse? Response, SalesforceException? Away)> TryAsync(ApiCall call, AccessToken token, CancellationToken cancellationToken)
    {
        try
        {
            var response = await SendAsync(call, token, cancellationToken);
            tokens.IsThere(authorizationId);
            return (response, null);
        }
        catch (SalesforceException e) when (
            e.Failure is { Certainty: WriteCertainty.NotWritten, Code: OwnCodes.ConnectionFailed or OwnCodes.ConnectionLost or OwnCodes.CircuitOpen }
            && tokens.IsAwayAgain(authorizationId, e.Failure.Code))
        {
            return (null, e);
        }
    }

    /// <summary>A refusal of the authorisation, the app or the API is noted and thrown; all else is the caller's to read.</summary>
    private async Task<WireResponse> HeardAsync(ApiCall call, AccessToken token, WireResponse response)
    {
        if (IsExpired(call, response))
        {
            // Refused with a token just issued ("… not valid for use with the REST API"): renewing again would go on for ever.
            // SOAP refuses access tokens in JWT format, which REST takes: the authorisation is good, the feature isn't to be had.
            throw call.Soap
                ? WayMessages.MetadataApiRefused.Text.Failure(wholeCall: true).Throwable()
                : await tokens.NotedAsync(authorizationId, token.Version, Refused(response));
        }

        return Trouble(call, response) is { } failure ? throw await tokens.NotedAsync(authorizationId, token.Version, failure) : response;
    }

    private static SalesforceFailure? Trouble(ApiCall call, WireResponse response)
    {
        var failure = response.IsSuccess ? null
            : !call.Soap ? Failures.OfAnswer(response, call.Writes)
            : SoapFault.Read(response) is { } fault ? MetadataClient.OfFault(fault)
            : null;
        return failure is { Class: FailureClass.AuthorizationGone or FailureClass.Blocked } ? failure : null;
    }

    private async Task<WireResponse> SendAsync(ApiCall call, AccessToken token, CancellationToken cancellationToken)
    {
        var counter = new CallCounter(_counter);
        var request = new WireRequest(call.Kind, token.Instance.Value, call.Method, token.Instance.At(call.Path), call.Writes)
        {
            Body = call.Body?.Invoke(token),
            Bearer = token.Value,
            Soap = call.Soap,
            Counter = counter,
        };
        var response = await SendCountedAsync(request, counter, cancellationToken);
        logger.LogDebug("Salesforce {Kind} of connection {Connection}: {Status}", call.Kind, connectionId, response.Status);
        if (ApiUsage.Parse(response.LimitInfo) is { } used)
        {
            usage.Report(authorizationId, used.Used, used.Max);
        }

        return response;
    }

    private async Task<WireResponse> SendCountedAsync(WireRequest request, CallCounter counter, CancellationToken cancellationToken)
    {
        if (isBounded && budgets.Reserve(connectionId) is { } reached)
        {
            throw reached.Throwable();
        }

        int? max = null;
        try
        {
            var response = await transport.SendAsync(request, cancellationToken);
            max = ApiUsage.Parse(response.LimitInfo)?.Max;
            return response;
        }
        finally
        {
            budgets.Made(connectionId, counter.Count, isBounded, max);
        }
    }

    private static bool IsExpired(ApiCall call, WireResponse response) =>
        response.Status == 401 || (call.Soap && SoapFault.Read(response)?.Code == "INVALID_SESSION_ID");

    private static SalesforceFailure Refused(WireResponse response)
    {
        var line = ErrorBodies.MostSevere(response.Body);
        var blocked = line is not null && FailureClassifier.Classify(line.Code) is FailureClass.Blocked;
        return new SalesforceFailure(
            blocked ? FailureClass.Blocked : FailureClass.AuthorizationGone, line?.Code ?? "INVALID_SESSION_ID", line?.Message ?? "", line?.Fields ?? [], WholeCall: true);
    }
}
