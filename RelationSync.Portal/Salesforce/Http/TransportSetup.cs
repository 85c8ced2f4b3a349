using System.Net;
using System.Net.Mime;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Options;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;

namespace RelationSync.Portal.Salesforce.Http;

/// <summary>The HTTP client behind <see cref="SalesforceTransport"/>: retry of reads, a circuit for each org, a time limit for each attempt.</summary>
internal static class TransportSetup
{
    private const int ReadRetries = 2;

    /// <summary>A circuit opens when at least this many calls to an org within <see cref="Window"/> …</summary>
    public const int CircuitThroughput = 6;

    /// <summary>… have failed in this share.</summary>
    public const double CircuitRatio = 0.6;

    public static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    /// <summary>How long an open circuit lets nothing through. Short: the drain has its own backoff, and five minutes to keep.</summary>
    public static readonly TimeSpan BreakDuration = TimeSpan.FromSeconds(10);

    public static void AddSalesforceTransport(this IServiceCollection services)
    {
        var builder = Foundation.OutgoingHttp.AddOutgoingHttp(services, SalesforceTransport.ClientName, connectionsPerServer: 64);
        builder.AddResilienceHandler("salesforce", (pipeline, context) =>
            {
                // Polly ends a break by the wall clock: set back an hour, it would hold the circuit open for one.
                pipeline.TimeProvider = new Foundation.SteadyTime(context.ServiceProvider.GetRequiredService<TimeProvider>());
                pipeline
                    .AddRetry(Retry())
                    .AddCircuitBreaker(CircuitBreaker())
                    .AddTimeout(Patience(context.ServiceProvider.GetRequiredService<IOptions<SalesforceOptions>>().Value.AttemptTimeout));
            })
            .SelectPipelineBy(_ => request => request.Options.TryGetValue(SalesforceTransport.Circuit, out var circuit) ? circuit : "");
        builder.AddHttpMessageHandler(() => new BodyBuffer());
        services.AddSingleton<SalesforceMetrics>();
        services.AddSingleton<SalesforceTransport>();
    }

    // Only what may be asked twice without harm. A read that took too long isn't asked again: it would only take long again.
    private static RetryStrategyOptions<HttpResponseMessage> Retry() => new()
    {
        MaxRetryAttempts = ReadRetries,
        Delay = TimeSpan.FromMilliseconds(500),
        BackoffType = DelayBackoffType.Exponential,
        UseJitter = true,
        ShouldHandle = arguments => ValueTask.FromResult(
            arguments.Context.GetRequestMessage()?.Method is { } method
            && (method == HttpMethod.Get || method == HttpMethod.Head)
            && arguments.Outcome.Exception is not TimeoutRejectedException
            && IsFault(arguments.Outcome)),
    };

    private static TimeoutStrategyOptions Patience(TimeSpan usual) => new()
    {
        Timeout = usual,
        TimeoutGenerator = arguments => ValueTask.FromResult(
            arguments.Context.GetRequestMessage()?.Options.TryGetValue(SalesforceTransport.Patience, out var shorter) == true && shorter < usual ? shorter : usual),
    };

    private static CircuitBreakerStrategyOptions<HttpResponseMessage> CircuitBreaker() => new()
    {
        SamplingDuration = Window,
        MinimumThroughput = CircuitThroughput,
        FailureRatio = CircuitRatio,
        BreakDuration = BreakDuration,
        ShouldHandle = arguments => ValueTask.FromResult(IsFault(arguments.Outcome)),
    };

    /// <summary>The org or the way there is in trouble. A 4xx says that the org is well.</summary>
    private static bool IsFault(Outcome<HttpResponseMessage> outcome) => outcome switch
    {
        { Exception: HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } } => false,
        { Exception: { } e } => e is HttpRequestException or TimeoutRejectedException or IOException,
        // SOAP gives every refusal as a 500, an expired session too (SOAP 1.1, 6.2).
        { Result: { StatusCode: >= HttpStatusCode.InternalServerError } response } =>
            response.Content.Headers.ContentType?.MediaType != MediaTypeNames.Text.Xml,
        _ => false,
    };
}
