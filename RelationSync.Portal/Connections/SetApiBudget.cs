using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Connections;

/// <summary>Sets which share of its org's daily API calls a connection may use. It holds from the next call on.</summary>
internal sealed class SetApiBudget(Commands<SetApiBudget> commands, ApiCallCounter calls, ChangeFeed changes, TimeProvider time)
{
    /// <summary>Null: done. What stands so already is no fault, and no entry of the audit log.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="percent">1 to 100; null: no limit of its own.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<CommandFault?> RunAsync(ClaimsPrincipal user, Guid connectionId, int? percent, CancellationToken cancellationToken)
    {
        await calls.SaveAsync(cancellationToken);
        var outcome = await commands.RunAsync(user, Permission.Manage, (db, token) => SetAsync(db, user, connectionId, percent, token), cancellationToken);
        if (outcome.Fault is null)
        {
            calls.Change(connectionId, percent);
            changes.Publish(ChangeTopic.Connections, outcome.Value);
        }

        return outcome.Fault;
    }

    private async Task<Outcome<long>> SetAsync(RelationSyncDb db, ClaimsPrincipal user, Guid connectionId, int? percent, CancellationToken cancellationToken)
    {
        var connection = await db.Connections.Include(c => c.Inbox).Include(c => c.Authorization).SingleOrDefaultAsync(c => c.Id == connectionId, cancellationToken);
        if (percent is < 1 or > 100)
        {
            return CommandFault.BudgetInvalid;
        }

        if (connection is null)
        {
            return CommandFault.ConnectionGone;
        }

        if (connection.ApiBudgetPercent == percent)
        {
            return connection.InboxId;
        }

        var now = time.GetUtcNow();
        db.Audit(
            user, AuditAct.BudgetChanged, connection.Inbox.Key, now, ("before_percent", Text(connection.ApiBudgetPercent)), ("percent", Text(percent)));
        connection.ApiBudgetPercent = percent;
        var used = CallBudget.Used(await ApiCallQuarters.ReadAsync(db, connectionId, cancellationToken), now);
        if (connection.BudgetSince is not null && !(used >= CallBudget.Allowed(percent, connection.Authorization.ApiMax)))
        {
            // Somebody decided that it goes on: however little room there is.
            await BudgetHolds.EndAsync(db, connection, now, cancellationToken);
        }

        return connection.InboxId;
    }

    private static string? Text(int? percent) => percent?.ToString(CultureInfo.InvariantCulture);
}
