using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RelationSync.Domain.Operations;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting.Provisioning;

/// <summary>Gives the families of inboxes the owners that the file names (R-P1), once for each change of the file.</summary>
internal sealed class ProvisionSources(IEnumerable<IRelationSources> relation, TimeProvider time)
{
    private const string Kind = "source";

    /// <summary>After the inboxes themselves are saved.</summary>
    public async Task ApplyAsync(ProvisioningRun run, IReadOnlyList<ProvisionedInbox> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            if (entry.Source is { } source && await run.Db.Inboxes.SingleOrDefaultAsync(i => i.Key == entry.Key, cancellationToken) is { } inbox)
            {
                await ApplyAsync(run, inbox, source, cancellationToken);
            }
        }
    }

    private async Task ApplyAsync(ProvisioningRun run, Inbox inbox, ProvisionedSource source, CancellationToken cancellationToken)
    {
        var applied = await run.FindAsync(Kind, inbox.Key, cancellationToken);
        var (hash, tokenHash) = (HashOf(source), run.Hashes.OfSecret(source.Relation?.Token ?? ""));
        if (applied is not null && applied.Hash == hash && applied.SecretHash == tokenHash)
        {
            return;
        }

        if (applied?.Hash != hash)
        {
            GiveOwners(run, inbox, source);
        }

        if (source.Relation is { } read)
        {
            foreach (var kept in relation)
            {
                await kept.SaveAsync(run.Db, inbox, read, applied?.SecretHash != tokenHash, cancellationToken);
            }
        }

        run.Remember(applied, Kind, inbox.Key, hash, tokenHash);
    }

    /// <summary>Of an inbox that never had an operation, the owners are so from the beginning.</summary>
    private void GiveOwners(ProvisioningRun run, Inbox inbox, ProvisionedSource source)
    {
        var now = time.GetUtcNow();
        var before = inbox.Sources;
        foreach (var (family, owner) in source.Owners)
        {
            var given = inbox.LastOperationAt is null ? new FamilySource(owner, owner) : inbox.Sources.Of(family).HandOver(owner, now);
            inbox.Sources = inbox.Sources.With(family, given);
        }

        if (inbox.Sources != before)
        {
            run.Db.Audit(ProvisioningRun.Actor, null, AuditAct.InboxChanged, inbox.Key, now);
        }
    }

    private static string HashOf(ProvisionedSource source) => ProvisioningHashes.Of(
        [
            .. source.Owners.OrderBy(o => o.Key).Select(o => o.Value.ToString()),
            source.Relation?.Subdomain,
            source.Relation?.BoxId.ToString(CultureInfo.InvariantCulture),
            source.Relation?.DefaultOperator,
        ]);
}
