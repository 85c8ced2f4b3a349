using System.Text;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary><c>GET /api/v1/inboxes/{inboxKey}/operations?id=…</c>: what became of an operation. The id is what is signed as the body.</summary>
internal sealed class StatusEndpoint(
    IntakeAnswering answering, IntakeAuthentication authentication, IntakeRates rates, FindOperation operations, TimeProvider time)
{
    public Task HandleAsync(HttpContext context, string inboxKey) => answering.RunAsync(context, inboxKey, TellAsync);

    private async Task<IntakeProblem?> TellAsync(IntakeExchange exchange)
    {
        var id = exchange.Request.Query["id"].ToString();
        using var check = IntakeAuthentication.BeginSignature(exchange);
        check?.Append(Encoding.UTF8.GetBytes(id));
        if ((authentication.JudgeHeaders(exchange) ?? authentication.JudgeSignature(exchange, check)) is { } refused)
        {
            return refused;
        }

        exchange.Authenticated(IntakeRequestKind.Status, 0, time.GetUtcNow());
        if (rates.Take(exchange.Inbox!.Id, 1) is { } wait)
        {
            return authentication.Refuse(exchange, RejectionReason.Rate, IntakeProblem.OverRate(wait));
        }

        if (id.Length == 0)
        {
            return IntakeProblem.NoId;
        }

        if (await operations.RunAsync(exchange.InboxKey, id, exchange.Context.RequestAborted) is not { } state)
        {
            return IntakeProblem.UnknownOperation;
        }

        exchange.Context.Response.ContentType = "application/json; charset=utf-8";
        await exchange.Context.Response.BodyWriter.WriteAsync(IntakeAnswer.Of(state), exchange.Context.RequestAborted);
        return null;
    }
}
