using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Sync;
using RelationSync.Portal.Storage;
using RelationSync.Portal.Storage.Queries;

namespace RelationSync.Portal.Figures;

/// <summary>Reads what connections have used of their budgets.</summary>
internal static class BudgetReader
{
    public static async Task<Dictionary<Guid, BudgetView>> ReadAsync(
        RelationSyncDb db, IReadOnlyCollection<Connection> connections, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var oldest = now - CallBudget.Day - CallBudget.Quarter;
        var used = await db.ApiCallCounts.Where(c => c.From > oldest).GroupBy(c => c.ConnectionId)
            .Select(g => new { g.Key, Calls = g.Sum(c => c.Calls) }).ToDictionaryAsync(g => g.Key, g => g.Calls, cancellationToken);
        var views = new Dictionary<Guid, BudgetView>();
        foreach (var connection in connections)
        {
            var allowed = CallBudget.Allowed(connection.ApiBudgetPercent, connection.Authorization.ApiMax);
            DateTimeOffset? resumes = connection.BudgetSince is not null && allowed is { } a
                ? CallBudget.ResumesAt(await ApiCallQuarters.ReadAsync(db, connection.Id, cancellationToken), a, now)
                : null;
            views[connection.Id] = new BudgetView(
                connection.ApiBudgetPercent, used.GetValueOrDefault(connection.Id), allowed, connection.BudgetSince, resumes);
        }

        return views;
    }
}
