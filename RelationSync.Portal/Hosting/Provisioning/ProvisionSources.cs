using System.Globalization;
using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Audit;
using RelationSync.Portal.RelationApi;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting.Provisioning;

/// <summary>Gives the families of inboxes the owners that the file names (R-P1), once for each change of the file.</summary>
internal sealed class ProvisionSources(SaveSource save, TimeProvider time)
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
            var token = applied?.SecretHash == tokenHash ? null : read.Token;
            await save.RunAsync(run.Db, inbox.Id, read.Subdomain, token, read.BoxId, read.DefaultOperator, cancellationToken);
        }

        run.Remember(applied, Kind, inbox.Key, hash, tokenHash);
    }

    private void GiveOwners(ProvisioningRun run, Inbox inbox, ProvisionedSource source)
    {
        var now = time.GetUtcNow();
        var before = inbox.Sources;
        foreach (var (family, owner) in source.Owners)
        {
            inbox.HandOver(family, owner, now);
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
