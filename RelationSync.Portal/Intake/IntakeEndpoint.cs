using System.Text.Json;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>
/// <c>POST /api/v1/inboxes/{inboxKey}/operations</c>, the steps in their order: content type, headers, size, signature,
/// rate, form, each operation, the pipeline or its dry run. Only who is authenticated counts against an inbox's rate.
/// </summary>
internal sealed class IntakeEndpoint(
    IntakeAnswering answering,
    IntakeAuthentication authentication,
    IntakeRates rates,
    IntakeBudget budget,
    IOperationIntake intake,
    DryRun dryRun,
    IntakeMetrics metrics,
    TimeProvider time) : IDisposable
{
    // More at a time don't get in faster (the store has one writer), they only hold more in memory.
    private const int AtOnce = 8;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(20);

    // The body was read as JSON before: nothing else can be wrong with the form of one of its parts.
    private static readonly OperationReading TooDeep = new(null, null, [new OperationFault("", $"must be at most {IntakeReading.MaxDepth} levels deep")]);

    private readonly SemaphoreSlim _gate = new(AtOnce, AtOnce);

    public Task HandleAsync(HttpContext context, string inboxKey) => answering.RunAsync(context, inboxKey, TakeAsync);

    public void Dispose() => _gate.Dispose();

    private async Task<IntakeProblem?> TakeAsync(IntakeExchange exchange)
    {
        var request = exchange.Request;
        IntakeBody.Allow(exchange.Context);
        if (!IsPlainJson(request))
        {
            return authentication.Refuse(exchange, RejectionReason.ContentType, IntakeProblem.NotJsonType);
        }

        if (authentication.JudgeHeaders(exchange) is { } refused)
        {
            return refused;
        }

        using var check = IntakeAuthentication.BeginSignature(exchange);
        using var body = await IntakeBody.ReadAsync(request, authentication.RoomFor(exchange, budget), check, time, exchange.Context.RequestAborted);
        if (body.Problem is { } unread)
        {
            return unread == IntakeProblem.TooLarge ? authentication.Refuse(exchange, RejectionReason.TooLarge, unread)
                : unread == IntakeProblem.TooSlow ? authentication.Refuse(exchange, RejectionReason.TooSlow, unread)
                // That we are short of memory is no fault of whose request it is, and isn't counted as one.
                : unread;
        }

        return authentication.JudgeSignature(exchange, check) is { } wrong ? wrong : await TakeAuthenticatedAsync(exchange, body.Memory);
    }

    private async Task<IntakeProblem?> TakeAuthenticatedAsync(IntakeExchange exchange, ReadOnlyMemory<byte> body)
    {
        var isDryRun = exchange.Request.Query[DryRun.Parameter] is { Count: > 0 } asked ? DryRun.IsAsked(asked.ToString()) : false;
        exchange.Authenticated(isDryRun is true ? IntakeRequestKind.DryRun : IntakeRequestKind.Operations, body.Length, time.GetUtcNow());
        if (isDryRun is null)
        {
            return IntakeProblem.NotDryRun;
        }

        if (!await _gate.WaitAsync(LongestWait, exchange.Context.RequestAborted))
        {
            return IntakeProblem.Unavailable;
        }

        try
        {
            var reading = IntakeReading.Of(body);
            var charge = Math.Max(1, reading.Operations.Count);
            if (rates.Take(exchange.Inbox!.Id, charge) is { } wait)
            {
                return authentication.Refuse(exchange, RejectionReason.Rate, IntakeProblem.OverRate(wait));
            }

            return IntakeProblem.Of(reading.Fault) is { } problem
                ? authentication.Refuse(exchange, ReasonOf(reading.Fault), problem)
                : await TakeReadAsync(exchange, reading.Operations, charge, isDryRun.Value);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task<IntakeProblem?> TakeReadAsync(IntakeExchange exchange, IReadOnlyList<ReadOnlyMemory<byte>> operations, int charge, bool isDryRun)
    {
        var inbox = exchange.Inbox!;
        var arrivedAt = time.GetUtcNow();
        var readings = operations.Select(json => Read(json, arrivedAt)).ToList();
        var valid = readings.Zip(operations).Where(r => r.First.IsValid)
            .Select(r => new IncomingOperation(r.First.Operation!, r.Second, arrivedAt)).ToList();
        IReadOnlyList<IntakeResult> taken = [];
        IReadOnlyList<ForeseenEvent>? events = null;
        try
        {
            if (isDryRun)
            {
                (taken, events) = await dryRun.RunAsync(inbox.Id, valid, exchange.Context.RequestAborted);
            }
            else if (readings.Count > 0)
            {
                var rejected = new RejectedOperations(IntakeAuthentication.Refusal(exchange, RejectionReason.Rejected), readings.FindAll(r => !r.IsValid));
                taken = await intake.AcceptBesideRejectedAsync(inbox.Id, valid, rejected, exchange.Context.RequestAborted);
                metrics.Operations(taken, readings.Count - valid.Count);
                Trace(exchange, valid, taken);
            }
        }
        catch
        {
            rates.GiveBack(inbox.Id, charge);
            throw;
        }

        RequestLogBuffer.Describe(exchange, readings, valid, taken);
        exchange.Context.Response.StatusCode = StatusCodes.Status202Accepted;
        exchange.Context.Response.ContentType = "application/json; charset=utf-8";
        await exchange.Context.Response.BodyWriter.WriteAsync(IntakeAnswer.Of(readings, taken, events), exchange.Context.RequestAborted);
        return null;
    }

    /// <summary>Begins each activity's trace, with a link to the request.</summary>
    private static void Trace(IntakeExchange exchange, List<IncomingOperation> operations, IReadOnlyList<IntakeResult> taken)
    {
        if (!Tracing.Source.HasListeners())
        {
            return;
        }

        foreach (var (incoming, result) in operations.Zip(taken))
        {
            var operation = incoming.Operation;
            using var span = Tracing.StartBeside("receive", Tracing.OfActivity(ActionKeys.OfActivity(exchange.InboxKey, operation.Channel, operation.ActivityId)), incoming.ArrivedAt);
            span?.SetTag("relationsync.operation.type", operation.Type.ToString());
            span?.SetTag("relationsync.operation.result", result.Status.ToString());
        }
    }

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
}
