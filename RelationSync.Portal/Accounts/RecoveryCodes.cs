using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Foundation;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Accounts;

/// <summary>
/// Codes that stand in for an authenticator app that is gone: each works once. Only hashes are kept; a plain one is
/// enough, as a code has 118 bits (ASVS 6.5.2 asks for a password's hash below 112). All within the caller's transaction.
/// </summary>
internal static class RecoveryCodes
{
    public const int Count = 10;

    /// <summary>Characters of a code, without its hyphens.</summary>
    public const int Length = 24;

    private const string Purpose = "recovery";

    // Without letters and digits that look alike.
    private const string Alphabet = "ABCDEFGHJKMNPQRSTUVWXYZ23456789";

    /// <summary>New ones, in groups of four; those before no longer work.</summary>
    public static async Task<IReadOnlyList<string>> RenewAsync(RelationSyncDb db, Guid accountId, CancellationToken cancellationToken)
    {
        await RevokeAsync(db, accountId, cancellationToken);
        var codes = Enumerable.Range(0, Count).Select(_ => RandomNumberGenerator.GetString(Alphabet, Length)).ToList();
        db.AddRange(codes.Select(c => new OneTimeToken
        {
            Hash = SecretToken.HashOf(c),
            Purpose = Purpose,
            AccountId = accountId,
            ExpiresAt = DateTimeOffset.MaxValue,
        }));
        return [.. codes.Select(c => string.Join('-', c.Chunk(4).Select(g => new string(g))))];
    }

    /// <summary>Uses one up; false where it isn't one of this account's that are left.</summary>
    /// <param name="db">Of the transaction.</param>
    /// <param name="accountId">Whose.</param>
    /// <param name="code">In capitals, without hyphens and spaces.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<bool> UseAsync(RelationSyncDb db, Guid accountId, string code, CancellationToken cancellationToken)
    {
        var hash = SecretToken.HashOf(code);
        return await Of(db, accountId).Where(t => t.Hash == hash).ExecuteDeleteAsync(cancellationToken) > 0;
    }

    public static Task<int> LeftAsync(RelationSyncDb db, Guid accountId, CancellationToken cancellationToken) =>
        Of(db, accountId).CountAsync(cancellationToken);

    public static Task RevokeAsync(RelationSyncDb db, Guid accountId, CancellationToken cancellationToken) =>
        Of(db, accountId).ExecuteDeleteAsync(cancellationToken);

    private static IQueryable<OneTimeToken> Of(RelationSyncDb db, Guid accountId) =>
        db.OneTimeTokens.Where(t => t.AccountId == accountId && t.Purpose == Purpose);
}
