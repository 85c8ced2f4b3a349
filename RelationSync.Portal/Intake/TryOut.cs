using System.Globalization;
using System.Security.Claims;
using System.Text;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Intake;

/// <summary>An answer of the intake as a sender gets it.</summary>
public sealed record TryOutAnswer(int Status, string RequestId, string Body);

/// <summary>
/// Sends what an administrator typed to a test inbox, through the same steps as a request from outside. It is signed here:
/// no secret goes to a browser.
/// </summary>
internal sealed class TryOut(Commands<TryOut> commands, Store store, ISecretBox secrets, IntakeEndpoint endpoint, IServiceProvider services, TimeProvider time)
{
    public async Task<Outcome<TryOutAnswer>> RunAsync(ClaimsPrincipal user, long inboxId, string body, bool isDryRun, CancellationToken cancellationToken)
    {
        if (await commands.AdmitAsync(user, Permission.Manage, cancellationToken) is { } refused)
        {
            return refused;
        }

        var inbox = await store.ReadAsync((db, token) => db.Inboxes.SingleOrDefaultAsync(i => i.Id == inboxId && i.IsTest, token), cancellationToken);
        if (inbox is null)
        {
            return CommandFault.InboxGone;
        }

        var context = Request(inbox, Encoding.UTF8.GetBytes(body), isDryRun, cancellationToken);
        using var answer = new MemoryStream();
        context.Response.Body = answer;
        await endpoint.HandleAsync(context, inbox.Key);
        await context.Response.BodyWriter.FlushAsync(cancellationToken);
        return new TryOutAnswer(context.Response.StatusCode, context.TraceIdentifier, Encoding.UTF8.GetString(answer.ToArray()));
    }

    private DefaultHttpContext Request(Inbox inbox, byte[] body, bool isDryRun, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var context = new DefaultHttpContext { RequestServices = services, RequestAborted = cancellationToken, TraceIdentifier = RequestIds.New() };
        var request = context.Request;
        (request.Method, request.ContentType, request.ContentLength) = (HttpMethods.Post, "application/json", body.Length);
        request.Body = new MemoryStream(body);
        request.QueryString = isDryRun ? QueryString.Create(DryRun.Parameter, "true") : QueryString.Empty;
        request.Headers["webhook-id"] = context.TraceIdentifier;
        request.Headers["webhook-timestamp"] = now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        request.Headers["webhook-signature"] =
            StandardWebhookSignature.Sign(secrets.Unprotect(SecretKind.InboxSecret, inbox.SecretProtected), context.TraceIdentifier, now, body);
        return context;
    }
}
