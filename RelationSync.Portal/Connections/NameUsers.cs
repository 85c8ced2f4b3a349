using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Salesforce;
using RelationSync.Portal.Live;
using RelationSync.Portal.Salesforce.OAuth;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Connections;

/// <summary>
/// Finds out who has authorised, where nobody was there to tell, as of a connection that was provisioned. Only for people
/// to see: it asks with the access token that the work itself has brought, once, at an address that Salesforce counts no
/// API call for, and never in a drain. What can't be found out is asked again with the next token, or after <see cref="AskAgain"/>.
/// </summary>
internal sealed class NameUsers(Store store, IAuthorizationStore authorizations, SalesforceOAuth oauth, ChangeFeed changes, TimeProvider time, ILogger<NameUsers> logger)
{
    /// <summary>A token that isn't allowed to tell (scope <c>id</c>) never will be: it isn't asked at every run.</summary>
    public static readonly TimeSpan AskAgain = TimeSpan.FromHours(6);

    private readonly ConcurrentDictionary<Guid, (long Version, DateTimeOffset At)> _asked = new();

    /// <summary>Asks for each that has no name yet. Failures are logged and nothing else.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (id, version) in await NamelessAsync(cancellationToken))
        {
            var now = time.GetUtcNow();
            if (_asked.TryGetValue(id, out var asked) && asked.Version == version && now < asked.At + AskAgain && now >= asked.At)
            {
                continue;
            }

            _asked[id] = (version, now);
            try
            {
                await NameAsync(id, cancellationToken);
            }
            catch (SalesforceException e)
            {
                logger.LogInformation("Who authorised {Authorization} could not be found out: {Code}", id, e.Failure.Code);
            }
        }
    }

    /// <summary>Those in use: a connection that is paused, at its limit or out of its budget is left alone.</summary>
    private Task<List<(Guid Id, long Version)>> NamelessAsync(CancellationToken cancellationToken) => store.ReadAsync(
        async (db, token) => (await db.Authorizations
            .Where(a => a.Username == null && a.GoneAt == null && a.BlockedAt == null && a.AccessTokenProtected != null && a.UserId != null)
            .Where(a => db.Connections.Any(c => c.AuthorizationId == a.Id && c.PausedAt == null && c.LimitSince == null && c.BudgetSince == null))
            .Select(a => new { a.Id, a.Version })
            .ToListAsync(token)).ConvertAll(a => (a.Id, a.Version)),
        cancellationToken);

    private async Task NameAsync(Guid id, CancellationToken cancellationToken)
    {
        if (await authorizations.FindAsync(id, cancellationToken) is not { AccessToken: { } token, InstanceUrl: { } instance, UserId: { } userId })
        {
            return;
        }

        var identity = await oauth.IdentityAsync(oauth.Url(instance), token, cancellationToken);
        if (identity.Username is not { Length: > 0 } name || identity.UserId != userId)
        {
            return;
        }

        var named = await store.WriteAsync(
            (db, t) => db.Authorizations.Where(a => a.Id == id && a.UserId == userId && a.Username == null).ExecuteUpdateAsync(a => a.SetProperty(x => x.Username, name), t),
            cancellationToken);
        if (named > 0)
        {
            changes.Publish(ChangeTopic.Connections);
        }
    }
}
