using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>Looks at a connection's org with the checks of the wizard. Its calls count for the connection; nothing is written there.</summary>
internal sealed class TestConnection(Commands<TestConnection> commands, Store store, CheckOrg check, ApiUsageBook usage, TimeProvider time)
{
    /// <summary>Null: it was tested, whatever was found.</summary>
    public async Task<CommandFault?> RunAsync(
        ClaimsPrincipal user, Guid connectionId, Func<CheckResult, Task> tell, CancellationToken cancellationToken)
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

        var found = new List<CheckState>();
        await check.RunAsync(
            connection.AuthorizationId,
            connectionId,
            wantsMarker: false,
            result =>
            {
                found.Add(result.State);
                return tell(result);
            },
            cancellationToken);
        await usage.SaveAsync(connection.AuthorizationId, CancellationToken.None);
        await store.WriteAsync(
            (db, _) =>
            {
                db.Audit(user, AuditAct.ConnectionTested, connection.Key, time.GetUtcNow(), [.. found.CountBy(s => s).Select(Fact)]);
                return Task.FromResult(true);
            },
            CancellationToken.None);
        return null;
    }

    private static (string Key, string? Value) Fact(KeyValuePair<CheckState, int> states) =>
        (Codes.Of(states.Key), states.Value.ToString(CultureInfo.InvariantCulture));
}
