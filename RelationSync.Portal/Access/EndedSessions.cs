using System.Security.Claims;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Access;

/// <summary>
/// Sessions that were signed out before their time was over, so that a copy of their cookie is worth nothing. Kept, as
/// hashes, until no cookie of theirs could count anyway. All within the caller's transaction.
/// </summary>
internal static class EndedSessions
{
    /// <summary>With one more of an account, all its sessions end instead: what is kept and asked for stays small.</summary>
    public const int MostOfAnAccount = 200;

    private const string Purpose = "ended_session";

    /// <summary>Ends the session that these claims came with.</summary>
    public static async Task AddAsync(RelationSyncDb db, ClaimsPrincipal user, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (user.AccountId() is { } id && user.SessionHash() is { } session && user.SignedInSince() is { } since)
        {
            await AddAsync(db, id, session, since, now, cancellationToken);
        }
    }

    /// <summary>Ends a session of an account by its hash.</summary>
    public static async Task AddAsync(
        RelationSyncDb db, Guid id, string session, DateTimeOffset since, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await db.ProviderSessions.Where(s => s.Hash == session).ExecuteDeleteAsync(cancellationToken);
        if (await db.OneTimeTokens.AnyAsync(t => t.Hash == session, cancellationToken))
        {
            return;
        }

        await Of(db, id).Where(t => t.ExpiresAt <= now).ExecuteDeleteAsync(cancellationToken);
        if (await Of(db, id).CountAsync(cancellationToken) < MostOfAnAccount)
        {
            db.Add(new OneTimeToken { Hash = session, Purpose = Purpose, AccountId = id, ExpiresAt = since + AccountSessions.LongestSession });
            return;
        }

        await Of(db, id).ExecuteDeleteAsync(cancellationToken);
        var stamp = SecretToken.NewStamp();
        await db.Accounts.Where(a => a.Id == id).ExecuteUpdateAsync(set => set.SetProperty(a => a.SecurityStamp, stamp), cancellationToken);
    }

    /// <summary>The hashes of an account's ended sessions.</summary>
    public static async Task<IReadOnlySet<string>> OfAsync(RelationSyncDb db, Guid accountId, CancellationToken cancellationToken) =>
        (await Of(db, accountId).Select(t => t.Hash).ToListAsync(cancellationToken)).ToHashSet(StringComparer.Ordinal);

    private static IQueryable<OneTimeToken> Of(RelationSyncDb db, Guid accountId) =>
        db.OneTimeTokens.Where(t => t.AccountId == accountId && t.Purpose == Purpose);
}
