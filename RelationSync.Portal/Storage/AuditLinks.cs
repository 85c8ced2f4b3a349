using System.Globalization;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;

namespace RelationSync.Portal.Storage;

/// <summary>
/// Chains the audit log: each entry holds SHA-256 over the hash before it and its own fields, and a setting holds the last hash. So an
/// entry that was changed, taken out or put in shows, and so does a log that lost its end. Entries are chained in the transaction
/// that writes them, after the head is locked: their <c>Seq</c> and their place in the chain are of one order over all nodes.
/// </summary>
internal static class AuditLinks
{
    /// <summary>What the first entry follows.</summary>
    public static readonly byte[] Beginning = new byte[SHA256.HashSizeInBytes];

    /// <summary>The last chained entry; null: the chain hasn't begun.</summary>
    public static async Task<(long Seq, byte[] Hash)?> HeadAsync(RelationSyncDb db, CancellationToken cancellationToken)
    {
        var head = await db.Settings.AsNoTracking().SingleOrDefaultAsync(s => s.Key == Setting.AuditHead, cancellationToken);
        return head?.Value.Split(' ') is [var seq, var hash] ? (long.Parse(seq, CultureInfo.InvariantCulture), Convert.FromHexString(hash)) : null;
    }

    /// <summary>An entry's hash, after that of the one before.</summary>
    public static byte[] Next(byte[] before, AuditEntry entry)
    {
        using var bytes = new MemoryStream();
        using (var writer = new BinaryWriter(bytes))
        {
            writer.Write(before);
            writer.Write(entry.Seq);
            writer.Write(entry.At.UtcTicks);
            writer.Write((entry.AccountId ?? Guid.Empty).ToByteArray());
            writer.Write((int)entry.Act);
            foreach (var text in (ReadOnlySpan<string?>)[entry.Actor, entry.Address, entry.About, entry.DetailsJson])
            {
                writer.Write(text is not null);
                writer.Write(text ?? ""); // with its length
            }
        }

        return SHA256.HashData(bytes.ToArray());
    }

    /// <summary>Before entries are written: no other transaction writes any until this one ends.</summary>
    internal static async Task LockAsync(RelationSyncDb db, CancellationToken cancellationToken)
    {
        if (await db.Database.ExecuteSqlAsync($"""UPDATE "Settings" SET "Value" = "Value" WHERE "Key" = {Setting.AuditHead}""", cancellationToken) == 0)
        {
            // What was written before there was a chain stays outside of it.
            var last = await db.AuditEntries.MaxAsync(e => (long?)e.Seq, cancellationToken) ?? 0;
            var head = Text(last, Beginning);
            await db.Database.ExecuteSqlAsync($"""INSERT INTO "Settings" ("Key", "Value") VALUES ({Setting.AuditHead}, {head})""", cancellationToken);
        }
    }

    /// <summary>After entries are written: chains them, and before them those of a node of a former version, which doesn't.</summary>
    internal static async Task LinkAsync(RelationSyncDb db, CancellationToken cancellationToken)
    {
        var (seq, hash) = await HeadAsync(db, cancellationToken) ?? throw new InvalidOperationException("The audit log's head isn't locked.");
        foreach (var entry in await db.AuditEntries.AsNoTracking().Where(e => e.Seq > seq).OrderBy(e => e.Seq).ToListAsync(cancellationToken))
        {
            var next = Next(hash, entry);
            await db.AuditEntries.Where(e => e.Seq == entry.Seq).ExecuteUpdateAsync(set => set.SetProperty(e => e.Hash, next), cancellationToken);
            (seq, hash) = (entry.Seq, next);
        }

        var head = Text(seq, hash);
        await db.Database.ExecuteSqlAsync($"""UPDATE "Settings" SET "Value" = {head} WHERE "Key" = {Setting.AuditHead}""", cancellationToken);
    }

    private static string Text(long seq, byte[] hash) => string.Create(CultureInfo.InvariantCulture, $"{seq} {Convert.ToHexStringLower(hash)}");
}
