using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Audit;

/// <summary>
/// <c>verify-audit [HASH]</c>: checks the audit log's chain from its beginning, and prints the last hash. A hash that was noted
/// elsewhere before proves the entries up to it even against whoever can write to the store and chain anew.
/// </summary>
internal sealed class VerifyAudit(Store store)
{
    public const string Command = "verify-audit";

    private const int PageSize = 1000;

    public async Task<int> RunAsync(string[] args, TextWriter output, CancellationToken cancellationToken)
    {
        var noted = args is [_, var given, ..] && !given.StartsWith('-') ? given : null; // settings may follow
        var check = await store.ReadMomentAsync((db, token) => CheckAsync(db, noted, token), cancellationToken);
        await output.WriteLineAsync(check.Text);
        return check.Holds ? 0 : 1;
    }

    private static async Task<AuditCheck> CheckAsync(RelationSyncDb db, string? noted, CancellationToken cancellationToken)
    {
        var (chained, before, isNotedSeen) = (0L, 0L, noted is null);
        var (seq, hash) = (0L, AuditLinks.Beginning);
        var head = await AuditLinks.HeadAsync(db, cancellationToken);
        await foreach (var entry in EntriesAsync(db, cancellationToken))
        {
            if (entry.Hash is null)
            {
                if (entry.Seq > head?.Seq)
                {
                    break; // of a node of a former version: the next entry chains it
                }

                if (chained > 0)
                {
                    return AuditCheck.Broken($"Entry {entry.Seq} is not chained.");
                }

                before++;
                continue;
            }

            if (!entry.Hash.AsSpan().SequenceEqual(AuditLinks.Next(hash, entry)))
            {
                return AuditCheck.Broken($"Entry {entry.Seq} does not follow from the one before it: it was changed, or entries before it are missing.");
            }

            (seq, hash) = (entry.Seq, entry.Hash);
            isNotedSeen |= Convert.ToHexString(hash).Equals(noted, StringComparison.OrdinalIgnoreCase);
            chained++;
        }

        return chained > 0 && (head?.Seq != seq || !head.Value.Hash.AsSpan().SequenceEqual(hash)) ? AuditCheck.Broken($"Entries after {seq} are missing.")
            : chained == 0 && head is { Hash: var last } && !last.AsSpan().SequenceEqual(AuditLinks.Beginning) ? AuditCheck.Broken("All chained entries are missing.")
            : !isNotedSeen ? AuditCheck.Broken($"No entry has the hash {noted}.")
            : new AuditCheck(true, $"The audit log holds: {chained:N0} entries are chained, {before:N0} are older than the chain. Last hash: {Convert.ToHexStringLower(hash)}");
    }

    private static async IAsyncEnumerable<AuditEntry> EntriesAsync(
        RelationSyncDb db, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var after = 0L;
        while (true)
        {
            var page = await db.AuditEntries.Where(e => e.Seq > after).OrderBy(e => e.Seq).Take(PageSize).ToListAsync(cancellationToken);
            foreach (var entry in page)
            {
                yield return entry;
            }

            if (page.Count < PageSize)
            {
                yield break;
            }

            after = page[^1].Seq;
        }
    }

    private readonly record struct AuditCheck(bool Holds, string Text)
    {
        public static AuditCheck Broken(string how) => new(false, $"The audit log is broken. {how}");
    }
}
