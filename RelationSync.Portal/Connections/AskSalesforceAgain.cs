using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Salesforce;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>What Salesforce said when it was asked again.</summary>
/// <param name="Code">Null: it takes the authorisation again.</param>
/// <param name="IsAnswer">Whether it said no; else it gave no answer that tells.</param>
public sealed record AskedAgain(string? Code, bool IsAnswer);

/// <summary>Asks now, not when its time comes, whether Salesforce takes a connection's authorisation again (R-A4, R-A7).</summary>
internal sealed class AskSalesforceAgain(Commands<AskSalesforceAgain> commands, Store store, AskAgain askAgain, TimeProvider time)
{
    public async Task<Outcome<AskedAgain>> RunAsync(ClaimsPrincipal user, Guid connectionId, CancellationToken cancellationToken)
    {
        if (await commands.AdmitAsync(user, Permission.Manage, cancellationToken) is { } refused)
        {
            return refused;
        }

        var connection = await store.ReadAsync(
            (db, token) => db.Connections.Where(c => c.Id == connectionId).Select(c => new { c.AuthorizationId, c.Inbox.Key }).SingleOrDefaultAsync(token),
            cancellationToken);
        if (connection is null)
        {
            return CommandFault.ConnectionGone;
        }

        var failure = await askAgain.RunAsync(connection.AuthorizationId, cancellationToken);
        await store.WriteAsync(
            (db, _) =>
            {
                db.Audit(user, AuditAct.SalesforceAskedAgain, connection.Key, time.GetUtcNow(), ("answer", failure?.Code));
                return Task.CompletedTask;
            },
            CancellationToken.None);
        return new AskedAgain(failure?.Code, failure is { Class: FailureClass.AuthorizationGone or FailureClass.Blocked });
    }
}
