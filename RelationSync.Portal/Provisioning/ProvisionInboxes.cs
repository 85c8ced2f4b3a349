using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Data;
using RelationSync.Portal.Startup;

namespace RelationSync.Portal.Provisioning;

/// <summary>Makes the inboxes of the file, and follows what changes in it.</summary>
internal sealed class ProvisionInboxes(ISecretBox secrets, TimeProvider time)
{
    private const string Kind = "inbox";

    /// <summary>How long the secret before goes on working, so that the sender can be changed after us.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(24);

    public async Task ApplyAsync(ProvisioningRun run, IReadOnlyList<InboxEntry> entries, CancellationToken cancellationToken)
    {
        foreach (var entry in entries)
        {
            var applied = await run.FindAsync(Kind, entry.Key, cancellationToken);
            var (hash, secretHash) = (ProvisioningHashes.Of(entry.Name, entry.TimeZone), run.Hashes.OfSecret(entry.Secret));
            if (applied is not null && applied.Hash == hash && applied.SecretHash == secretHash)
            {
                continue;
            }

            var inbox = await run.Db.Inboxes.SingleOrDefaultAsync(i => i.Key == entry.Key, cancellationToken);
            if (inbox is null && applied is not null)
            {
                continue;
            }

            if (inbox is null)
            {
                run.Db.Add(New(entry));
            }
            else
            {
                Change(inbox, entry, applied?.Hash != hash, applied?.SecretHash != secretHash);
            }

            run.Remember(applied, Kind, entry.Key, hash, secretHash);
        }
    }

    private Inbox New(InboxEntry entry) => new()
    {
        Key = entry.Key,
        Name = entry.Name,
        TimeZone = entry.TimeZone,
        SecretProtected = secrets.Protect(SecretKind.InboxSecret, entry.Secret),
        CreatedAt = time.GetUtcNow(),
    };

    private void Change(Inbox inbox, InboxEntry entry, bool names, bool secret)
    {
        if (names)
        {
            (inbox.Name, inbox.TimeZone) = (entry.Name, entry.TimeZone);
        }

        if (secret && secrets.Unprotect(SecretKind.InboxSecret, inbox.SecretProtected) != entry.Secret)
        {
            (inbox.PreviousSecretProtected, inbox.PreviousSecretUntil) = (inbox.SecretProtected, time.GetUtcNow() + Overlap);
            inbox.SecretProtected = secrets.Protect(SecretKind.InboxSecret, entry.Secret);
        }
    }
}
