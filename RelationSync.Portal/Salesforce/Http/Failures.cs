using System.Text.Json;
using Polly.CircuitBreaker;
using Polly.Timeout;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Portal.Salesforce.Http;

/// <summary>Turns what happened on the way, or what Salesforce answered, into a classified failure (fact sheet, 2.2 and 8).</summary>
internal static class Failures
{
    public static SalesforceException Throwable(this SalesforceFailure failure, Exception? inner = null) => new(failure, inner);

    /// <summary>The way there. Null: not a failure of the way; let it pass.</summary>
    public static SalesforceFailure? OfTheWay(Exception exception, bool writes) => exception switch
    {
        BrokenCircuitException => Call(FailureCodes.CircuitOpen, "Too many calls to this org have failed just now; none is made for a moment."),
        TimeoutRejectedException => Call(FailureCodes.Timeout, "No answer in time.", writes ? WriteCertainty.TimedOut : WriteCertainty.NotWritten),
        HttpRequestException { HttpRequestError: var error } e when BodyBuffer.NeverLeft(error) =>
            Call(FailureCodes.ConnectionFailed, $"{error}: {e.Message}"),
        HttpRequestException e => Call(FailureCodes.ConnectionLost, $"{e.HttpRequestError}: {e.Message}", Unknown(writes)),
        IOException e => Call(FailureCodes.ConnectionLost, e.Message, Unknown(writes)),
        _ => null,
    };

    /// <summary>The caller has given up on a write that was under way: Salesforce may still be at it.</summary>
    public static SalesforceFailure Abandoned() =>
        Call(FailureCodes.Cancelled, "Stopped while the answer was awaited.", WriteCertainty.TimedOut);

    public static SalesforceFailure InvalidResponse(string what, bool writes) =>
        Call(FailureCodes.InvalidResponse, what, Unknown(writes));

    public static SalesforceFailure OfAnswer(WireResponse response, bool writes) => response switch
    {
        { IsMoved: true } => Call($"HTTP_{response.Status}", "The org is no longer at this address."),
        { IsHtml: true } => OfStatus(response.Status, writes, html: true) with { RetryAfter = response.RetryAfter },
        _ when ErrorBodies.MostSevere(response.Body) is { } line => OfLine(line, response.Status, writes) with { RetryAfter = response.RetryAfter },
        _ => OfStatus(response.Status, writes, html: false) with { RetryAfter = response.RetryAfter },
    };

    /// <summary>A subrequest of a Composite that failed: nothing of it was done, but for a fault of the server.</summary>
    public static SalesforceFailure OfSubrequest(int status, JsonElement body, bool writes) =>
        ErrorBodies.MostSevere(body) is not { } line ? OfStatus(status, writes, html: false)
        : status == 401 || SessionRanOut(line.Code) ? OfLine(line, status, writes) with { Class = FailureClass.TransientCall }
        : OfLine(line, status, writes);

    /// <summary>
    /// The session ran out within a call that was taken: a renewed token mends it. Whether the authorisation is good only the
    /// call as a whole tells.
    /// </summary>
    public static bool SessionRanOut(string? code) => code == "INVALID_SESSION_ID";

    public static SalesforceFailure OfLine(ErrorLine line, int status, bool writes) => new(
        ClassOf(line.Code, status), line.Code, line.Message, line.Fields, MayBeDone(status) ? Unknown(writes) : WriteCertainty.NotWritten, WholeCall: true);

    private static FailureClass ClassOf(string code, int status) => FailureClassifier.Classify(code) switch
    {
        var known when status < 500 => known,
        // A server in trouble says nothing lasting: invalid_grant from a 503 is no revocation.
        FailureClass.Limit => FailureClass.Limit,
        FailureClass.Split => FailureClass.Split,
        _ => FailureClass.TransientCall,
    };

    private static SalesforceFailure OfStatus(int status, bool writes, bool html) => new(
        html ? FailureClass.TransientCall : ClassOf(status),
        $"HTTP_{status}",
        html ? "The answer was a page, not data: the org could not be reached." : "The answer named no error.",
        [],
        html || MayBeDone(status) ? Unknown(writes) : WriteCertainty.NotWritten,
        WholeCall: true);

    private static FailureClass ClassOf(int status) => status switch
    {
        413 or 414 or 431 => FailureClass.Split,
        403 or 404 or 405 or 410 or 415 => FailureClass.Configuration,
        408 or 420 or 429 or >= 500 or < 400 => FailureClass.TransientCall,
        _ => FailureClass.Unknown,
    };

    private static bool MayBeDone(int status) => status is >= 500 or 408 or 420 or < 400;

    private static WriteCertainty Unknown(bool writes) => writes ? WriteCertainty.Unknown : WriteCertainty.NotWritten;

    private static SalesforceFailure Call(string code, string message, WriteCertainty certainty = WriteCertainty.NotWritten) =>
        new(FailureClass.TransientCall, code, SafeText.Clean(message), [], certainty, WholeCall: true);
}
