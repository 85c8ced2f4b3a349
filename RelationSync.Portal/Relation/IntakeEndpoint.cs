using System.Security.Cryptography;
using System.Text.Json;
using RelationSync.Domain.Operations;

namespace RelationSync.Portal.Relation;

/// <summary>
/// <c>POST /api/v1/inboxes/{inboxKey}/operations</c>, the steps in their order: content type, clock, size, signature,
/// rate, form, each operation, the pipeline. Only who is signed counts against an inbox's rate.
/// </summary>
internal sealed partial class IntakeEndpoint(
    InboxRegistry inboxes, IntakeRates rates, IOperationIntake intake, IntakeMetrics metrics, TimeProvider time, ILogger<IntakeEndpoint> logger) : IDisposable
{
    // More at a time don't get in faster (the store has one writer), they only hold more in memory.
    private const int AtOnce = 8;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    // Stands in for the secret of an inbox that doesn't exist, so that it costs the same work.
    private static readonly InboxEntry Nobody = new(0, RandomNumberGenerator.GetBytes(32), null, null);

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
        if (!IsPlainJson(request))
        {
            return IntakeProblem.NotJsonType;
        }

        var now = time.GetUtcNow();
        var (id, timestamp, signatures) = (request.Headers["webhook-id"].ToString(), request.Headers["webhook-timestamp"].ToString(), request.Headers["webhook-signature"].ToString());
        if (id.Length == 0 || signatures.Length == 0 || !StandardWebhookSignature.IsTimely(timestamp, now))
        {
            return IntakeProblem.Unauthorized;
        }

        using var body = await IntakeBody.ReadAsync(request, context.RequestAborted);
        if (body is null)
        {
            return IntakeProblem.TooLarge;
        }

        var inbox = await inboxes.FindAsync(inboxKey, context.RequestAborted);
        var isRight = StandardWebhookSignature.IsRight((inbox ?? Nobody).KeysAt(now), id, timestamp, body.Memory.Span, signatures);
        return isRight && inbox is not null ? await TakeSignedAsync(context, inbox.Id, body.Memory) : IntakeProblem.Unauthorized;
    }

    private async Task<IntakeProblem?> TakeSignedAsync(HttpContext context, long inboxId, ReadOnlyMemory<byte> body)
    {
        if (!await _gate.WaitAsync(LongestWait, context.RequestAborted))
        {
            return IntakeProblem.Unavailable;
        }

        try
        {
            var reading = IntakeReading.Of(body);
            var charge = Math.Max(1, reading.Operations.Count);
            if (rates.Take(inboxId, charge) is { } wait)
            {
                return IntakeProblem.OverRate(wait);
            }

            return IntakeProblem.Of(reading.Fault) ?? await TakeReadAsync(context, inboxId, reading.Operations, charge);
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
        context.Response.StatusCode = StatusCodes.Status202Accepted;
        context.Response.ContentType = "application/json; charset=utf-8";
        await context.Response.BodyWriter.WriteAsync(IntakeAnswer.Of(readings, taken), context.RequestAborted);
        return null;
    }

    private static OperationReading Read(ReadOnlyMemory<byte> json, DateTimeOffset now)
    {
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = IntakeReading.MaxDepth });
        return OperationReader.Read(document.RootElement, now);
    }

    private static bool IsPlainJson(HttpRequest request) =>
        request.HasJsonContentType()
        && (request.GetTypedHeaders().ContentType?.Charset is not { HasValue: true } charset || charset.Value!.Trim('"').Equals("utf-8", StringComparison.OrdinalIgnoreCase))
        && request.Headers.ContentEncoding.All(e => string.IsNullOrEmpty(e) || e.Equals("identity", StringComparison.OrdinalIgnoreCase));

    [LoggerMessage(LogLevel.Error, "The store can't be written: operations of inbox {Inbox} were refused, to be sent again.")]
    private static partial void LogUnwritable(ILogger logger, string inbox, Exception exception);
}
