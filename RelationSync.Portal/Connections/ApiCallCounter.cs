using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.ErrorLog;
using RelationSync.Domain.Salesforce;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Connections;

/// <summary>
/// The calls made for each connection, counted in memory and stored every few seconds and at the end of a drain: a
/// process that is killed forgets the calls of those seconds, no more. What other processes made is read as a drain begins.
/// </summary>
internal sealed class ApiCallCounter(Store store, TimeProvider clock) : ICallBudgets
{
    private readonly ConcurrentDictionary<Guid, CallAccount> _accounts = new();

    /// <inheritdoc/>
    public SalesforceFailure? Reserve(Guid connectionId) => connectionId == Guid.Empty || Account(connectionId).TryReserve(clock.GetUtcNow())
        ? null
        : WayMessages.ApiBudgetReached.Text.Failure(wholeCall: true);

    /// <inheritdoc/>
    public void Made(Guid connectionId, int calls, bool wasReserved, int? max)
    {
        if (connectionId != Guid.Empty)
        {
            Account(connectionId).Made(clock.GetUtcNow(), calls, wasReserved, max);
        }
    }

    /// <summary>Another budget holds from the next call on.</summary>
    public void Change(Guid connectionId, int? percent) => Account(connectionId).Percent = percent;

    /// <summary>Reads budget and calls of a connection that is about to be drained.</summary>
    public async Task OpenAsync(Guid connectionId, CancellationToken cancellationToken)
    {
        await SaveAsync(cancellationToken);
        var (percent, max, quarters) = await store.ReadAsync(
            async (db, token) =>
            {
                var connection = await db.Connections.Where(c => c.Id == connectionId)
                    .Select(c => new { c.ApiBudgetPercent, c.Authorization.ApiMax }).SingleOrDefaultAsync(token);
                return (connection?.ApiBudgetPercent, connection?.ApiMax, await ApiCallQuarters.ReadAsync(db, connectionId, token));
            },
            cancellationToken);
        Account(connectionId).Open(percent, max, quarters);
    }

    /// <summary>Stores what was counted since the last time. What can't be stored is kept for the next.</summary>
    public async Task SaveAsync(CancellationToken cancellationToken)
    {
        var taken = _accounts.Select(a => (Connection: a.Key, Account: a.Value, Quarters: a.Value.TakeUnsaved())).Where(t => t.Quarters.Count > 0).ToList();
        if (taken.Count == 0)
        {
            return;
        }

        try
        {
            await store.WriteAsync((db, _) => Task.FromResult(Write(db, taken.Select(t => (t.Connection, t.Quarters)))), WriteGuard.Rows, cancellationToken);
        }
        catch
        {
            taken.ForEach(t => t.Account.GiveBack(t.Quarters));
            throw;
        }
    }

    private CallAccount Account(Guid connectionId) => _accounts.GetOrAdd(connectionId, _ => new CallAccount());

    private bool Write(RelationSyncDb db, IEnumerable<(Guid Connection, Dictionary<DateTimeOffset, int> Quarters)> taken)
    {
        using var add = new PreparedSql(
            db,
            """
            INSERT INTO "ApiCallCounts" ("ConnectionId", "From", "Calls") VALUES (@connection, @from, @calls)
            ON CONFLICT ("ConnectionId", "From") DO UPDATE SET "Calls" = "ApiCallCounts"."Calls" + excluded."Calls"
            """,
            "@connection", "@from", "@calls");
        foreach (var (connection, quarters) in taken)
        {
            foreach (var (from, calls) in quarters)
            {
                add.Run(connection, from, calls);
            }
        }

        // All connections', also of those that are deleted: there are a hundred rows of each at the most.
        using var forget = new PreparedSql(db, """DELETE FROM "ApiCallCounts" WHERE "From" < @before""", "@before");
        return forget.Run(clock.GetUtcNow() - CallBudget.Day - CallBudget.Quarter - CallBudget.Quarter) > 0;
    }
}
