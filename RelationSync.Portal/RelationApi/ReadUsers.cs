using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Relation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.RelationApi;

/// <summary>Reads a tenant's users and the names of its boxes.</summary>
internal sealed class ReadUsers(Store store, TenantCalls calls)
{
    /// <summary>Without a reason.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromDays(1);

    /// <summary>Where somebody unknown is named.</summary>
    public static readonly TimeSpan MostOften = TimeSpan.FromMinutes(10);

    private const int MostPages = 50;

    /// <summary>Null: done. A token that may not read users leaves them unknown, and that is no fault.</summary>
    public async Task<ApiAnswer?> RunAsync(TenantSession session, CancellationToken cancellationToken)
    {
        var users = new List<ApiUser>();
        for (var page = 1; page <= MostPages; page++)
        {
            var answer = await calls.CallAsync(session, ReadingCall.Users(page), cancellationToken);
            if (answer.Fault is ApiFault.Forbidden or ApiFault.NotFound or ApiFault.BadRequest)
            {
                break;
            }

            if (!answer.IsGood || ApiReader.Users(answer.Json) is not { } read)
            {
                return answer.IsGood ? answer with { Fault = ApiFault.Unavailable } : answer;
            }

            users.AddRange(read);
            if (answer.Json.GetArrayLength() < ReadingCall.UsersPerPage)
            {
                break;
            }
        }

        var now = session.Now;
        var distinct = users.DistinctBy(u => u.Mention, StringComparer.Ordinal).ToList();
        await store.WriteAsync((db, token) => SaveAsync(db, session, distinct, now, token), WriteGuard.Rows, cancellationToken);
        session.TakeUsers(distinct, now);
        return null;
    }

    /// <summary>The tenant's boxes; a fault where it doesn't tell.</summary>
    public async Task<(IReadOnlyList<ApiBox> Boxes, ApiAnswer? Fault)> BoxesAsync(TenantSession session, CancellationToken cancellationToken)
    {
        var answer = await calls.CallAsync(session, ReadingCall.Boxes(), cancellationToken);
        if (!answer.IsGood || ApiReader.Boxes(answer.Json) is not { } boxes)
        {
            return ([], answer.IsGood ? answer with { Fault = ApiFault.Unavailable } : answer);
        }

        await store.WriteAsync((db, token) => SaveAsync(db, session, boxes, token), WriteGuard.Rows, cancellationToken);
        return (boxes, null);
    }

    private static async Task SaveAsync(RelationSyncDb db, TenantSession session, IReadOnlyList<ApiBox> boxes, CancellationToken cancellationToken)
    {
        var names = boxes.ToDictionary(b => b.BoxId, b => b.Name);
        foreach (var row in await db.RelationBoxes.Where(b => b.Subdomain == session.Subdomain).ToListAsync(cancellationToken))
        {
            row.Name = names.GetValueOrDefault(row.BoxId) ?? row.Name;
        }

        if (await db.RelationTenants.SingleOrDefaultAsync(t => t.Subdomain == session.Subdomain, cancellationToken) is { } tenant)
        {
            tenant.BoxesReadAt = session.Now;
            session.SaveTo(tenant);
            TenantFaults.Heal(tenant);
            tenant.PausedUntil = null;
        }
    }

    private static async Task SaveAsync(RelationSyncDb db, TenantSession session, List<ApiUser> users, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (await db.RelationTenants.SingleOrDefaultAsync(t => t.Subdomain == session.Subdomain, cancellationToken) is not { } tenant)
        {
            return;
        }

        session.SaveTo(tenant);
        tenant.UsersReadAt = now;
        var known = await db.RelationUsers.Where(u => u.Subdomain == session.Subdomain).ToDictionaryAsync(u => u.Mention, StringComparer.Ordinal, cancellationToken);
        foreach (var user in users)
        {
            if (!known.Remove(user.Mention, out var row))
            {
                db.RelationUsers.Add(row = new RelationUser { Subdomain = session.Subdomain, Mention = user.Mention });
            }

            (row.Email, row.LastName, row.FirstName, row.Status) = (user.Email, user.LastName, user.FirstName, user.Status);
        }

        db.RelationUsers.RemoveRange(known.Values);
    }
}
