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
        var calls = await ApiCallQuarters.SumAsync(db, now, cancellationToken);
        var views = new Dictionary<Guid, BudgetView>();
        foreach (var connection in connections)
        {
            var allowed = CallBudget.Allowed(connection.ApiBudgetPercent, connection.Authorization.ApiMax);
            DateTimeOffset? resumes = connection.BudgetSince is not null && allowed is { } a
                ? CallBudget.ResumesAt(await ApiCallQuarters.ReadAsync(db, connection.Id, cancellationToken), a, now)
                : null;
            var (used, lastHour) = calls.GetValueOrDefault(connection.Id);
            views[connection.Id] = new BudgetView(connection.ApiBudgetPercent, used, allowed, connection.BudgetSince, resumes, lastHour);
        }

        return views;
    }
}
