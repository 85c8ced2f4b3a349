using System.Text.Json;
using Polly.CircuitBreaker;
using Polly.Timeout;
using RelationSync.Domain.Common;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;

namespace RelationSync.Portal.Salesforce.Http;

/// <summary>Turns what happened on the way, or what Salesforce answered, into a classified failure (fact sheet, 2.2 and 8).</summary>
internal static class Failures
{
    public static SalesforceException Throwable(this SalesforceFailure failure, Exception? inner = null) => new(failure, inner);

    /// <summary>The way there. Null: not a failure of the way; let it pass.</summary>
    public static SalesforceFailure? OfTheWay(Exception exception, bool writes) => exception switch
    {
        BrokenCircuitException => Call(WayMessages.CircuitOpen.Text),
        TimeoutRejectedException => Call(WayMessages.TimedOut.Text, writes ? WriteCertainty.TimedOut : WriteCertainty.NotWritten),
        HttpRequestException { HttpRequestError: var error } e when BodyBuffer.NeverLeft(error) =>
            Call(WayMessages.ConnectionFailed.With(SafeText.Clean($"{error}: {e.Message}"))),
        HttpRequestException e => Call(WayMessages.ConnectionLost.With(SafeText.Clean($"{e.HttpRequestError}: {e.Message}")), Unknown(writes)),
        IOException e => Call(WayMessages.ConnectionLost.With(SafeText.Clean(e.Message)), Unknown(writes)),
        _ => null,
    };

    /// <summary>The caller has given up on a write that was under way: Salesforce may still be at it.</summary>
    public static SalesforceFailure Abandoned() =>
        Call(WayMessages.Cancelled.Text, WriteCertainty.TimedOut);

    public static SalesforceFailure InvalidResponse(string what, bool writes) =>
        Call(WayMessages.InvalidResponse.With(SafeText.Clean(what)), Unknown(writes));

    public static SalesforceFailure OfAnswer(WireResponse response, bool writes) => response switch
    {
        { IsMoved: true } => Call(WayMessages.OrgMoved.Text) with { Code = OwnCodes.OfStatus(response.Status) },
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

    private static SalesforceFailure OfStatus(int status, bool writes, bool html) =>
        Call((html ? WayMessages.AnswerIsPage : WayMessages.AnswerNamesNoError).Text, html || MayBeDone(status) ? Unknown(writes) : WriteCertainty.NotWritten) with
        {
            Class = html ? FailureClass.TransientCall : ClassOf(status),
            Code = OwnCodes.OfStatus(status),
        };

    private static FailureClass ClassOf(int status) => status switch
    {
        413 or 414 or 431 => FailureClass.Split,
        403 or 404 or 405 or 410 or 415 => FailureClass.Configuration,
        408 or 420 or 429 or >= 500 or < 400 => FailureClass.TransientCall,
        _ => FailureClass.Unknown,
    };

    private static bool MayBeDone(int status) => status is >= 500 or 408 or 420 or < 400;

    private static WriteCertainty Unknown(bool writes) => writes ? WriteCertainty.Unknown : WriteCertainty.NotWritten;

    private static SalesforceFailure Call(CodedText text, WriteCertainty certainty = WriteCertainty.NotWritten) => text.Failure(certainty: certainty, wholeCall: true);
}
