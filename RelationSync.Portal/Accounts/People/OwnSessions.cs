using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.People;

/// <summary>Everybody's own sessions, one by one. The password has been verified before one is ended.</summary>
internal sealed class OwnSessions(Store store, AccountSessions sessions, AccessDenied refused, TimeProvider time)
{
    /// <summary>Those that hold: this one first, then by when they began, the latest first.</summary>
    public Task<IReadOnlyList<OwnSessionView>> ListAsync(ClaimsPrincipal user, CancellationToken cancellationToken) => store.ReadAsync<IReadOnlyList<OwnSessionView>>(
        async (db, token) =>
        {
            if (await sessions.FindAsync(db, user, token) is not { } account)
            {
                return [];
            }

            var open = await Of(db, account).ToListAsync(token);
            var here = user.SessionHash();
            return [.. open.Where(s => !account.EndedSessions.Contains(s.Hash))
                .OrderByDescending(s => s.Hash == here).ThenByDescending(s => s.Since)
                .Select(s => new OwnSessionView(s.Hash, s.Device, s.Network, s.Since, sessions.LastSeen(s.Hash), s.Hash == here))];
        },
        cancellationToken);

    /// <summary>Ends one of them and its open pages. Null: done, or it had ended already.</summary>
    public async Task<CommandFault?> EndAsync(ClaimsPrincipal user, string? session, CancellationToken cancellationToken)
    {
        var account = await store.WriteAsync(
            async (db, token) =>
            {
                var holding = await sessions.FindAsync(db, user, token);
                if (holding is not null && await Of(db, holding).SingleOrDefaultAsync(s => s.Hash == session, token) is { } open)
                {
                    var now = time.GetUtcNow();
                    await EndedSessions.AddAsync(db, holding.Id, open.Hash, open.Since, now, token);
                    db.Audit(user, AuditAct.SessionEnded, user.Identity?.Name ?? "", now, ("device", open.Device), ("network", open.Network));
                }

                return holding;
            },
            cancellationToken);
        if (account is null)
        {
            refused.Command(user, nameof(OwnSessions));
            return CommandFault.NotAllowed;
        }

        sessions.Invalidate(account.Id);
        return null;
    }

    private IQueryable<OpenSession> Of(RelationSyncDb db, AccountSnapshot account)
    {
        var from = time.GetUtcNow() - AccountSessions.LongestSession;
        return db.OpenSessions.Where(s => s.AccountId == account.Id && s.Stamp == account.SecurityStamp && s.Since > from);
    }
}

/// <summary>One of somebody's own sessions.</summary>
/// <param name="Hash">What it is ended by.</param>
/// <param name="Device">Browser and system; null: unknown.</param>
/// <param name="Network">From where it was opened.</param>
/// <param name="Since">When.</param>
/// <param name="SeenAt">Its last request since the portal started; null: none.</param>
/// <param name="IsThis">The viewer's own.</param>
internal sealed record OwnSessionView(string Hash, string? Device, string Network, DateTimeOffset Since, DateTimeOffset? SeenAt, bool IsThis);
