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
        await run.Db.RelationBoxes.LoadAsync(cancellationToken);
        foreach (var entry in entries)
        {
            if (await run.Db.Inboxes.SingleOrDefaultAsync(i => i.Key == entry.Key, cancellationToken) is { } inbox)
            {
                await ApplyAsync(run, inbox, entry, cancellationToken);
            }
        }
    }

    private async Task ApplyAsync(ProvisioningRun run, Inbox inbox, ProvisionedInbox entry, CancellationToken cancellationToken)
    {
        var applied = await run.FindAsync(Kind, inbox.Key, cancellationToken);
        // A source that was taken out of the file is pushed again; one that the file never had is the portal's matter.
        if ((entry.Source ?? (applied is null ? null : ProvisionedSource.AllPush)) is not { } source)
        {
            return;
        }

        var (hash, tokenHash) = (HashOf(source), run.Hashes.OfSecret(source.Relation?.Token ?? ""));
        if (applied is not null && applied.Hash == hash && applied.SecretHash == tokenHash)
        {
            return;
        }

        if (source.Relation is { } box && run.Db.RelationBoxes.Local.Any(b => b.InboxId != inbox.Id && b.Subdomain == box.Subdomain && b.BoxId == box.BoxId))
        {
            run.Faults.Add(new($"{entry.At}/source/relation/box_id", $"another inbox is read from box {box.BoxId} of {box.Subdomain}"));
            return;
        }

        if (applied?.Hash != hash)
        {
            GiveOwners(run, inbox, source);
        }

        if (source.Relation is { } read)
        {
            var token = await IsUsedAsync(run, read.Subdomain, tokenHash, cancellationToken) ? null : read.Token;
            await save.RunAsync(run.Db, inbox.Id, read.Subdomain, token, read.BoxId, read.DefaultOperator, cancellationToken);
        }

        run.Remember(applied, Kind, inbox.Key, hash, tokenHash);
    }

    /// <summary>Whether an entry gave this token to the tenant before: it may have been replaced in the portal since.</summary>
    private static async Task<bool> IsUsedAsync(ProvisioningRun run, string subdomain, string tokenHash, CancellationToken cancellationToken) =>
        await run.Db.RelationTenants.FindAsync([subdomain], cancellationToken) is not null
        && await run.Db.ProvisionedEntries.AnyAsync(e => e.Kind == Kind && e.SecretHash == tokenHash, cancellationToken);

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
