using System.Globalization;
using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Live;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Connections;

/// <summary>Sets which share of its org's daily API calls a connection may use. It holds from the next call on.</summary>
internal sealed class SetApiBudget(Administrators administrators, Store store, ApiCallCounter calls, ChangeFeed changes, TimeProvider time)
{
    /// <summary>Null: done. What stands so already is no fault, and no entry of the audit log.</summary>
    /// <param name="user">Who asks.</param>
    /// <param name="connectionId">The connection.</param>
    /// <param name="percent">1 to 100; null: no limit of its own.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<ConnectingFault?> RunAsync(ClaimsPrincipal user, Guid connectionId, int? percent, CancellationToken cancellationToken)
    {
        if (!await administrators.AdmitAsync(user, cancellationToken))
        {
            return ConnectingFault.NotAllowed;
        }

        if (percent is < 1 or > 100)
        {
            return ConnectingFault.BudgetInvalid;
        }

        await calls.SaveAsync(cancellationToken);
        var inboxId = await store.WriteAsync((db, token) => SetAsync(db, user, connectionId, percent, token), cancellationToken);
        if (inboxId is null)
        {
            return ConnectingFault.ConnectionGone;
        }

        calls.Change(connectionId, percent);
        changes.Publish(ChangeTopic.Connections, inboxId);
        return null;
    }

    private async Task<long?> SetAsync(RelationSyncDb db, ClaimsPrincipal user, Guid connectionId, int? percent, CancellationToken cancellationToken)
    {
        var connection = await db.Connections.Include(c => c.Inbox).Include(c => c.Authorization).SingleOrDefaultAsync(c => c.Id == connectionId, cancellationToken);
        if (connection is null || connection.ApiBudgetPercent == percent)
        {
            return connection?.InboxId;
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
