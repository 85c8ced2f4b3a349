using System.Text.Json;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>
/// <c>POST /api/v1/inboxes/{inboxKey}/operations</c>, the steps in their order: content type, clock, size, signature,
/// rate, form, each operation, the pipeline. Only who is signed counts against an inbox's rate.
/// </summary>
internal sealed partial class IntakeEndpoint(
    InboxRegistry inboxes,
    IntakeRates rates,
    IntakeBudget budget,
    IOperationIntake intake,
    IntakeMetrics metrics,
    RejectedRequestCounter refusals,
    TimeProvider time,
    ILogger<IntakeEndpoint> logger) : IDisposable
{
    // More at a time don't get in faster (the store has one writer), they only hold more in memory.
    private const int AtOnce = 8;

    private const string WebhookId = "webhook-id";

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    // The body was read as JSON before: nothing else can be wrong with the form of one of its parts.
    private static readonly OperationReading TooDeep = new(null, null, [new OperationFault("", $"must be at most {IntakeReading.MaxDepth} levels deep")]);

    private readonly SemaphoreSlim _gate = new(AtOnce, AtOnce);

    public async Task HandleAsync(HttpContext context, string inboxKey)
    {
        try
        {
            if (await TakeAsync(context, inboxKey) is { } problem)
            {
                await problem.WriteAsync(context);
            }
        }
        catch (Exception e) when (StoreFailures.IsUnwritable(e) && !context.Response.HasStarted)
        {
            LogUnwritable(logger, inboxKey.Length > 64 ? inboxKey[..64] : inboxKey, e);
            await IntakeProblem.Unavailable.WriteAsync(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }

        metrics.Request(context.Response.StatusCode);
    }

    public void Dispose() => _gate.Dispose();

    private async Task<IntakeProblem?> TakeAsync(HttpContext context, string inboxKey)
    {
        var request = context.Request;
        var inbox = await inboxes.FindAsync(inboxKey, context.RequestAborted);
        if (!IsPlainJson(request))
        {
            return Refuse(context, inbox, RejectionReason.ContentType, IntakeProblem.NotJsonType);
        }

        var now = time.GetUtcNow();
        var (id, timestamp, signatures) = (request.Headers[WebhookId].ToString(), request.Headers["webhook-timestamp"].ToString(), request.Headers["webhook-signature"].ToString());
        if (id.Length == 0 || signatures.Length == 0 || StandardWebhookSignature.SecondsAhead(timestamp, now) is not { } ahead)
        {
            return Refuse(context, inbox, RejectionReason.Headers, IntakeProblem.Unauthorized);
        }

        if (!StandardWebhookSignature.IsTimely(ahead))
        {
            return Refuse(context, inbox, RejectionReason.Clock, IntakeProblem.Unauthorized, ahead);
        }

        using var body = await IntakeBody.ReadAsync(request, budget, time, context.RequestAborted);
        if (body.Problem is { } unread)
        {
            return unread == IntakeProblem.TooLarge ? Refuse(context, inbox, RejectionReason.TooLarge, unread)
                : unread == IntakeProblem.TooSlow ? Refuse(context, inbox, RejectionReason.TooSlow, unread)
                // That we are short of memory is no fault of whose request it is, and isn't counted as one.
                : unread;
        }

        return SignatureCheck.Judge(inbox, now, id, timestamp, body.Memory.Span, signatures) is { } wrong
            ? inbox is { HasUnreadable: true } ? IntakeProblem.Unavailable : Refuse(context, inbox, wrong, IntakeProblem.Unauthorized)
            : await TakeSignedAsync(context, inbox!, body.Memory);
    }

    private async Task<IntakeProblem?> TakeSignedAsync(HttpContext context, InboxEntry inbox, ReadOnlyMemory<byte> body)
    {
        if (!await _gate.WaitAsync(LongestWait, context.RequestAborted))
        {
            return IntakeProblem.Unavailable;
        }

        try
        {
            var reading = IntakeReading.Of(body);
            var charge = Math.Max(1, reading.Operations.Count);
            if (rates.Take(inbox.Id, charge) is { } wait)
            {
                return Refuse(context, inbox, RejectionReason.Rate, IntakeProblem.OverRate(wait));
            }

            return IntakeProblem.Of(reading.Fault) is { } problem
                ? Refuse(context, inbox, ReasonOf(reading.Fault), problem)
                : await TakeReadAsync(context, inbox.Id, reading.Operations, charge);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<IntakeProblem?> TakeReadAsync(HttpContext context, long inboxId, IReadOnlyList<ReadOnlyMemory<byte>> operations, int charge)
    {
        var arrivedAt = time.GetUtcNow();
        var readings = operations.Select(json => Read(json, arrivedAt)).ToList();
        var valid = readings.Zip(operations).Where(r => r.First.IsValid)
            .Select(r => new IncomingOperation(r.First.Operation!, r.Second, arrivedAt)).ToList();
        IReadOnlyList<IntakeResult> taken;
        try
        {
            taken = readings.Count == 0 ? [] : await intake.AcceptBesideRejectedAsync(inboxId, valid, readings.Count - valid.Count, context.RequestAborted);
        }
        catch
        {
            rates.GiveBack(inboxId, charge);
            throw;
        }

        metrics.Operations(taken, readings.Count - valid.Count);
        CountRejected(context, inboxId, [.. readings.Where(r => !r.IsValid), .. RefusedByTheInbox(readings, taken)]);
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.BodyWriter.WriteAsync(IntakeAnswer.Of(readings, taken), context.RequestAborted);
        return null;
    }

    /// <summary>Those that could be read, with what the inbox has against them.</summary>
    private static IEnumerable<OperationReading> RefusedByTheInbox(IEnumerable<OperationReading> readings, IEnumerable<IntakeResult> taken) =>
        readings.Where(r => r.IsValid).Zip(taken).Where(r => r.Second.Fault is not null).Select(r => r.First with { Faults = [r.Second.Fault!] });

    private void CountRejected(HttpContext context, long inboxId, IReadOnlyList<OperationReading> rejected)
    {
        foreach (var reading in rejected)
        {
            refusals.Count(Refusal(context, inboxId, RejectionReason.Rejected).Of(reading));
        }
    }

    private IntakeProblem Refuse(HttpContext context, InboxEntry? inbox, RejectionReason reason, IntakeProblem problem, long? secondsAhead = null)
    {
        refusals.Count(Refusal(context, inbox?.Id ?? RejectedRequestRow.NoInbox, reason) with { SecondsAhead = secondsAhead });
        return problem;
    }

    private static RejectedRequest Refusal(HttpContext context, long inboxId, RejectionReason reason) => new(
        inboxId, reason, ClientNetwork.Of(context.Connection.RemoteIpAddress), Intake.RejectedRequest.Id(context.Request.Headers[WebhookId].ToString()));

    private static RejectionReason ReasonOf(IntakeFault fault) => fault switch
    {
        IntakeFault.TooMany => RejectionReason.TooMany,
        IntakeFault.NoOperations => RejectionReason.NoOperations,
        _ => RejectionReason.NotJson,
    };

    /// <summary>One operation of a body that <see cref="IntakeReading"/> has read.</summary>
    internal static OperationReading Read(ReadOnlyMemory<byte> json, DateTimeOffset now)
    {
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = IntakeReading.MaxDepth });
            return OperationReader.Read(document.RootElement, now);
        }
        catch (JsonException)
        {
            return TooDeep;
        }
    }

    private static bool IsPlainJson(HttpRequest request) =>
        request.HasJsonContentType()
        && (request.GetTypedHeaders().ContentType?.Charset is not { HasValue: true } charset || charset.Value!.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        && request.Headers.ContentEncoding.All(e => string.IsNullOrEmpty(e) || e.Equals("identity", StringComparison.OrdinalIgnoreCase));

    [LoggerMessage(LogLevel.Error, "The store can't be written: operations of inbox {Inbox} were refused, to be sent again.")]
    private static partial void LogUnwritable(ILogger logger, string inbox, Exception exception);
}
