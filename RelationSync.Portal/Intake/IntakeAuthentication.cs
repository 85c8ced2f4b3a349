using System.Security.Cryptography;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>
/// Judges who sends: by a signature, or by a bearer key where an administrator created one for the inbox. What is refused
/// is answered alike, whatever the reason, and counted with its true one.
/// </summary>
internal sealed class IntakeAuthentication(RejectedRequestCounter refusals, BearerThrottle throttle, SignedNetworks known, TimeProvider time)
{
    private const string WebhookId = "webhook-id";
    private const string WebhookSignature = "webhook-signature";

    // Stands in for the bearer keys that an inbox doesn't have.
    private static readonly byte[] NoHash = RandomNumberGenerator.GetBytes(32);

    /// <summary>True if the request comes with a key instead of a signature. In the header only: URLs end up in logs.</summary>
    public static bool HasBearerKey(HttpRequest request) =>
        request.Headers[WebhookSignature].Count == 0 && BearerKey.FromHeader(request.Headers.Authorization.ToString()) is not null;

    /// <summary>What the headers alone say: a bearer key is judged whole, of a signature its form and its time. Null: nothing is wrong so far.</summary>
    public IntakeProblem? JudgeHeaders(IntakeExchange exchange)
    {
        if (HasBearerKey(exchange.Request))
        {
            return JudgeBearerKey(exchange);
        }

        var (id, timestamp, signatures) = Signed(exchange.Request);
        if (id.Length == 0 || signatures.Length == 0 || StandardWebhookSignature.SecondsAhead(timestamp, time.GetUtcNow()) is not { } ahead)
        {
            return Refuse(exchange, RejectionReason.Headers, IntakeProblem.Unauthorized);
        }

        return StandardWebhookSignature.IsTimely(ahead) ? null : Refuse(exchange, RejectionReason.Clock, IntakeProblem.Unauthorized, ahead);
    }

    /// <summary>Begins to check the signature; null: a bearer key was judged instead.</summary>
    public static SignatureCheck? BeginSignature(IntakeExchange exchange)
    {
        if (HasBearerKey(exchange.Request))
        {
            return null;
        }

        var (id, timestamp, signatures) = Signed(exchange.Request);
        return new SignatureCheck(exchange.Inbox, id, timestamp, signatures);
    }

    /// <summary>The signature itself, once all that is signed was appended. Null: the sender is authenticated.</summary>
    public IntakeProblem? JudgeSignature(IntakeExchange exchange, SignatureCheck? check)
    {
        if (check?.Judge(time.GetUtcNow()) is { } wrong)
        {
            return exchange.Inbox is { HasUnreadable: true } ? IntakeProblem.Unavailable : Refuse(exchange, wrong, IntakeProblem.Unauthorized);
        }

        known.Note(Network(exchange));
        return null;
    }

    /// <summary>Room for the body of a request whose headers are in order. A right bearer key makes its sender known at once.</summary>
    public BodyRoom RoomFor(IntakeExchange exchange, IntakeBudget budget) => new(
        budget, IsStranger: !HasBearerKey(exchange.Request) && !known.Has(Network(exchange)), IsKept: exchange.Inbox is not null);

    /// <summary>Counts a refusal; answers the problem.</summary>
    public IntakeProblem Refuse(IntakeExchange exchange, RejectionReason reason, IntakeProblem problem, long? secondsAhead = null)
    {
        refusals.Count(Refusal(exchange, reason) with { SecondsAhead = secondsAhead });
        return problem;
    }

    /// <summary>What is counted of a request that is refused, or of one of its operations.</summary>
    public static RejectedRequest Refusal(IntakeExchange exchange, RejectionReason reason) => new(
        exchange.Inbox?.Id ?? RejectedRequestRow.NoInbox, reason, Network(exchange), RejectedRequest.Id(exchange.Request.Headers[WebhookId].ToString()));

    private IntakeProblem? JudgeBearerKey(IntakeExchange exchange)
    {
        if (!exchange.Request.IsHttps && !LoopbackRequest.IsFromHere(exchange.Context))
        {
            return Refuse(exchange, RejectionReason.BearerInsecure, IntakeProblem.Unauthorized);
        }

        var given = BearerKey.HashOf(BearerKey.FromHeader(exchange.Request.Headers.Authorization.ToString())!);
        var right = false;
        for (var i = 0; i < InboxBearerKey.Most; i++)
        {
            right |= CryptographicOperations.FixedTimeEquals(given, exchange.Inbox?.BearerHashes.ElementAtOrDefault(i) ?? NoHash);
        }

        return right ? null
            : Refuse(exchange, RejectionReason.BearerKey, throttle.CountWrong(Network(exchange)) is { } wait ? IntakeProblem.Throttled(wait) : IntakeProblem.Unauthorized);
    }

    private static string Network(IntakeExchange exchange) => ClientNetwork.Of(exchange.Context.Connection.RemoteIpAddress);

    private static (string Id, string Timestamp, string Signatures) Signed(HttpRequest request) => (
        request.Headers[WebhookId].ToString(), request.Headers["webhook-timestamp"].ToString(), request.Headers[WebhookSignature].ToString());
}
