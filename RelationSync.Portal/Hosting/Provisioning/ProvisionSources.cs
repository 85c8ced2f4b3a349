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
        List<SourceChange> changes = [];
        foreach (var entry in entries)
        {
            if (await ChangeOfAsync(run, entry, cancellationToken) is { } change)
            {
                changes.Add(change);
            }
        }

        // All of them first: what the file ends in decides whether a box is free, not the order of its entries.
        foreach (var change in changes.Where(c => c.IsOther))
        {
            GiveOwners(run, change.Inbox, change.Source);
        }

        await FreeBoxesAsync(run, changes, cancellationToken);
        if (run.Faults.Count > 0)
        {
            // Nothing of the file will be applied.
            return;
        }

        foreach (var change in changes)
        {
            if (change.Source.Relation is { } read)
            {
                var token = await IsUsedAsync(run, read.Subdomain, change.TokenHash, cancellationToken) ? null : read.Token;
                await save.RunAsync(run.Db, change.Inbox.Id, read.Subdomain, token, read.BoxId, read.DefaultOperator, cancellationToken);
            }

            run.Remember(change.Applied, Kind, change.Inbox.Key, change.Hash, change.TokenHash);
        }
    }

    private static async Task<SourceChange?> ChangeOfAsync(ProvisioningRun run, ProvisionedInbox entry, CancellationToken cancellationToken)
    {
        var applied = await run.FindAsync(Kind, entry.Key, cancellationToken);
        // A source that was taken out of the file is pushed again; one that the file never had is the portal's matter.
        if (run.Db.Inboxes.Local.FirstOrDefault(i => i.Key == entry.Key) is not { } inbox
            || (entry.Source ?? (applied is null ? null : ProvisionedSource.AllPush)) is not { } source)
        {
            return null;
        }

        SourceChange change = new(inbox, entry.At, source, applied, HashOf(source), run.Hashes.OfSecret(source.Relation?.Token ?? ""));
        return change.IsOther || applied?.SecretHash != change.TokenHash ? change : null;
    }

    /// <summary>An inbox gives up its box to another one if it moves to another box itself or isn't read from the API any more.</summary>
    private static async Task FreeBoxesAsync(ProvisioningRun run, List<SourceChange> changes, CancellationToken cancellationToken)
    {
        var taken = changes.Where(c => c.Source.Relation is not null).GroupBy(c => (c.Source.Relation!.Subdomain, c.Source.Relation.BoxId));
        foreach (var twice in taken.SelectMany(g => g.Skip(1)))
        {
            Refuse(run, twice);
        }

        foreach (var row in run.Db.RelationBoxes.Local.ToList())
        {
            if (changes.Find(c => c.Takes(row)) is not { } taker)
            {
                continue;
            }

            if (changes.Exists(c => c.Leaves(row)))
            {
                // A number that no box has, until its own turn comes: two may change places.
                row.BoxId = -row.InboxId;
            }
            else if (run.Db.Inboxes.Local.First(i => i.Id == row.InboxId).Sources.ReadsApi)
            {
                Refuse(run, taker);
            }
            else
            {
                run.Db.Remove(row);
            }
        }

        if (run.Faults.Count == 0)
        {
            await run.Db.SaveChangesAsync(cancellationToken);
        }
    }

    private static void Refuse(ProvisioningRun run, SourceChange change)
    {
        ProvisioningFault fault = new(
            $"{change.At}/source/relation/box_id", $"another inbox is read from box {change.Source.Relation!.BoxId} of {change.Source.Relation.Subdomain}");
        if (!run.Faults.Contains(fault))
        {
            run.Faults.Add(fault);
        }
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
