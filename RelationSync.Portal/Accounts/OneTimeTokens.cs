using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Data;

namespace RelationSync.Portal.Accounts;

/// <summary>Links that work once. The token is only in the link; the store has its hash.</summary>
internal sealed class OneTimeTokens(Store store, TimeProvider time)
{
    public const string Reset = "reset";
    public const string Invite = "invite";

    /// <summary>How long a link to set a new password works.</summary>
    public static readonly TimeSpan ResetLifetime = TimeSpan.FromHours(1);

    /// <summary>A new token. Older ones for the same account and purpose no longer work.</summary>
    public async Task<string> CreateAsync(string purpose, Guid accountId, TimeSpan lifetime, CancellationToken cancellationToken)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var row = new OneTimeToken { Hash = HashOf(token), Purpose = purpose, AccountId = accountId, ExpiresAt = time.GetUtcNow() + lifetime };
        await store.WriteAsync(
            async (db, ct) =>
            {
                await db.OneTimeTokens.Where(t => t.AccountId == accountId && t.Purpose == purpose).ExecuteDeleteAsync(ct);
                db.Add(row);
            },
            cancellationToken);
        return token;
    }

    /// <summary>The account that a link is for, where it still works; it goes on working.</summary>
    public Task<Guid?> FindAsync(string? token, CancellationToken cancellationToken)
    {
        var (hash, now) = (HashOf(token ?? ""), time.GetUtcNow());
        return store.ReadAsync(
            (db, ct) => db.OneTimeTokens.Where(t => t.Hash == hash && t.UsedAt == null && t.ExpiresAt > now).Select(t => t.AccountId).SingleOrDefaultAsync(ct),
            cancellationToken);
    }

    /// <summary>Uses a link up. True for one caller alone.</summary>
    public async Task<bool> UseAsync(string token, CancellationToken cancellationToken)
    {
        var (hash, now) = (HashOf(token), (DateTimeOffset?)time.GetUtcNow());
        return await store.WriteAsync(
            (db, ct) => db.OneTimeTokens.Where(t => t.Hash == hash && t.UsedAt == null && t.ExpiresAt > now)
                .ExecuteUpdateAsync(set => set.SetProperty(t => t.UsedAt, now), ct),
            cancellationToken) == 1;
    }

    private static string HashOf(string token) => Base64Url.EncodeToString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
