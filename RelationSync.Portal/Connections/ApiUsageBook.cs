using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Salesforce.Http;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>How much of an org's daily limit is used, as last heard; stored once a drain.</summary>
internal sealed class ApiUsageBook(Store store, TimeProvider clock) : IApiUsageListener
{
    private readonly ConcurrentDictionary<Guid, (int Used, int Max)> _heard = new();

    public void Report(Guid authorizationId, int used, int max) => _heard[authorizationId] = (used, max);

    /// <summary>Stores what was heard of that authorisation since the last time.</summary>
    public async Task SaveAsync(Guid authorizationId, CancellationToken cancellationToken)
    {
        if (_heard.TryRemove(authorizationId, out var usage))
        {
            var now = clock.GetUtcNow();
            await store.WriteAsync(
                (db, token) => db.Authorizations.Where(a => a.Id == authorizationId).ExecuteUpdateAsync(
                    s => s.SetProperty(a => a.ApiUsed, usage.Used).SetProperty(a => a.ApiMax, usage.Max).SetProperty(a => a.ApiSeenAt, now), token),
                WriteGuard.Rows,
                cancellationToken);
        }
    }
}
