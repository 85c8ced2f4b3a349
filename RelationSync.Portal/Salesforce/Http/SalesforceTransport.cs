using System.Diagnostics;
using System.Net.Http.Headers;
using Polly.Timeout;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Foundation;

namespace RelationSync.Portal.Salesforce.Http;

/// <summary>
/// The one class that sends. Any status is an answer; what goes wrong on the way is a <see cref="SalesforceException"/>.
/// </summary>
/// <remarks>
/// Cancellation: a read ends with <see cref="OperationCanceledException"/>. A write that is under way is given
/// <see cref="StopGrace"/> for its answer and then ends as a failure of certainty <see cref="WriteCertainty.TimedOut"/>,
/// so that its caller can note it; it never ends as a mere cancellation. One that wasn't sent yet does.
/// </remarks>
internal sealed class SalesforceTransport(IHttpClientFactory clients, SalesforceMetrics metrics, TimeProvider time)
{
    public const string ClientName = "salesforce";

    /// <summary>Well inside the 20 s in which the process has to stop.</summary>
    public static readonly TimeSpan StopGrace = TimeSpan.FromSeconds(10);

    public static readonly HttpRequestOptionsKey<string> Circuit = new("RelationSync.Circuit");

    /// <summary>Less time for an attempt than usual.</summary>
    public static readonly HttpRequestOptionsKey<TimeSpan> Patience = new("RelationSync.Patience");

    private readonly HangingOrgs _hanging = new();

    public async Task<WireResponse> SendAsync(WireRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var span = Tracing.Source.StartActivity($"salesforce {request.Kind}", ActivityKind.Client);
        var started = time.GetTimestamp();
        var outcome = "cancelled";
        try
        {
            var response = await ExchangeAsync(request, cancellationToken);
            _hanging.Answered(request.Circuit);
            outcome = SalesforceMetrics.Outcome(response);
            return response;
        }
        catch (Exception e) when (FailureOf(e, request, cancellationToken) is { } failure)
        {
            outcome = SalesforceMetrics.Outcome(failure);
            if (e is TimeoutRejectedException)
            {
                _hanging.Missed(request.Circuit);
            }

            throw failure.Throwable(e);
        }
        finally
        {
            metrics.Record(request.Kind, outcome, time.GetElapsedTime(started));
            span?.SetTag("relationsync.outcome", outcome);
            span?.SetStatus(outcome == "ok" ? ActivityStatusCode.Ok : ActivityStatusCode.Error);
        }
    }

    private static SalesforceFailure? FailureOf(Exception exception, WireRequest request, CancellationToken cancellationToken) =>
        exception is not OperationCanceledException ? Failures.OfTheWay(exception, request.Writes)
        : request.Writes && cancellationToken.IsCancellationRequested ? Failures.Abandoned()
        : null;

    private async Task<WireResponse> ExchangeAsync(WireRequest request, CancellationToken cancellationToken)
    {
        using var message = Message(request);
        using var graced = new CancellationTokenSource(Timeout.InfiniteTimeSpan, time);
        await using var stop = request.Writes
            ? cancellationToken.UnsafeRegister(static source => ((CancellationTokenSource)source!).CancelAfter(StopGrace), graced)
            : default;

        using var client = clients.CreateClient(ClientName);
        using var answer = await client.SendAsync(
            message, HttpCompletionOption.ResponseHeadersRead, request.Writes ? graced.Token : cancellationToken);
        return new WireResponse(
            (int)answer.StatusCode,
            answer.Content.Headers.ContentType?.MediaType,
            await answer.Content.ReadAsByteArrayAsync(CancellationToken.None),
            answer.Headers.TryGetValues("Sforce-Limit-Info", out var info) ? info.FirstOrDefault() : null,
            RetryAfter(answer.Headers.RetryAfter));
    }

    private HttpRequestMessage Message(WireRequest request)
    {
        var message = new HttpRequestMessage(request.Method, request.Url) { Content = request.Body?.ToContent() };
        message.Options.Set(Circuit, request.Circuit);
        if (!request.Writes && _hanging.PatienceFor(request.Circuit) is { } patience)
        {
            message.Options.Set(Patience, patience);
        }

        if (request.Counter is not null)
        {
            message.Options.Set(BodyBuffer.Counter, request.Counter);
        }

        if (request.Bearer is not null)
        {
            message.Headers.Authorization = new AuthenticationHeaderValue("Bearer", request.Bearer);
        }

        message.Headers.TryAddWithoutValidation("Accept", request.Soap ? "text/xml" : "application/json");
        if (request.Soap)
        {
            message.Headers.TryAddWithoutValidation("SOAPAction", "\"\"");
        }

        return message;
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? header?.Date - time.GetUtcNow();
        return wait > TimeSpan.Zero ? wait : null;
    }
}
