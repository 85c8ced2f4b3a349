using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Access;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts.Passkeys;

/// <summary>
/// Challenges that passkeys answer. Each is bound to one browser (an encrypted cookie) and one account as it is now, lasts two
/// minutes and counts once, on whichever node the answer arrives.
/// </summary>
internal sealed class PasskeyChallenges(Store store, AccountTickets tickets, TimeProvider time)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(2);

    private const string Purpose = "passkey";
    private const int Length = 32;

    /// <summary>A new one for this browser; the one before it no longer counts here.</summary>
    public async Task<byte[]> NewAsync(HttpContext context, Account account)
    {
        var (challenge, now) = (RandomNumberGenerator.GetBytes(Length), time.GetUtcNow());
        await store.WriteAsync(
            async (db, token) =>
            {
                await db.OneTimeTokens.Where(t => t.Purpose == Purpose && t.ExpiresAt <= now).ExecuteDeleteAsync(token);
                db.Add(new OneTimeToken { Hash = HashOf(challenge), Purpose = Purpose, AccountId = account.Id, ExpiresAt = now + Lifetime });
            },
            context.RequestAborted);
        tickets.Write(context, TicketKind.PasskeyChallenge, account, Base64Url.EncodeToString(challenge));
        return challenge;
    }

    /// <summary>This browser's challenge for that account, or null.</summary>
    public byte[]? Find(HttpContext context, Account account) =>
        tickets.Find(context, TicketKind.PasskeyChallenge, account) is { } challenge ? Base64Url.DecodeFromChars(challenge) : null;

    /// <summary>Uses one up, within the caller's transaction. False if it was used, has expired or is another account's.</summary>
    public static async Task<bool> UseAsync(
        RelationSyncDb db, Guid accountId, byte[] challenge, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var hash = HashOf(challenge);
        return await db.OneTimeTokens.Where(t => t.Hash == hash && t.Purpose == Purpose && t.AccountId == accountId && t.ExpiresAt > now)
            .ExecuteDeleteAsync(cancellationToken) > 0;
    }

    private static string HashOf(byte[] challenge) => SecretToken.HashOf(Base64Url.EncodeToString(challenge));
}
