using Microsoft.EntityFrameworkCore;
using RelationSync.Portal.Audit;
using RelationSync.Portal.Connections;
using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting.Provisioning;

/// <summary>Makes the inboxes of the file, and follows what changes in it.</summary>
internal sealed class ProvisionInboxes(InboxSecrets secrets, TimeProvider time)
{
    private const string Kind = "inbox";

    public async Task ApplyAsync(ProvisioningRun run, IReadOnlyList<ProvisionedInbox> entries, CancellationToken cancellationToken)
    {
        await run.Db.Inboxes.LoadAsync(cancellationToken);
        foreach (var entry in entries)
        {
            var applied = await run.FindAsync(Kind, entry.Key, cancellationToken);
            var (hash, secretHash) = (HashOf(entry), run.Hashes.OfSecret(entry.Secret));
            if (applied is not null && applied.Hash == hash && applied.SecretHash == secretHash)
            {
                continue;
            }

            var inbox = run.Db.Inboxes.Local.SingleOrDefault(i => i.Key == entry.Key);
            if (inbox is null && applied is not null)
            {
                continue;
            }

            if (applied?.SecretHash != secretHash && secrets.OtherWith(entry.Secret, entry.Key, run.Db.Inboxes.Local) is { } other)
            {
                run.Faults.Add(new($"{entry.At}/secret", $"is the secret of inbox '{other}': each inbox needs its own, or a request captured at one could be sent to the other"));
                continue;
            }

            if (inbox is null)
            {
                run.Db.Add(secrets.New(entry.Key, entry.Name, entry.TimeZone, entry.Secret, entry.IsTest));
                Audit(run, AuditAct.InboxCreated, entry);
            }
            else if (inbox.IsTest != entry.IsTest)
            {
                run.Faults.Add(new($"{entry.At}/test", "can't be changed (R-T16): it is set when the inbox is created"));
                continue;
            }
            else
            {
                Change(run, inbox, entry, applied?.Hash != hash, applied?.SecretHash != secretHash);
            }

            run.Remember(applied, Kind, entry.Key, hash, secretHash);
        }
    }

    /// <summary>An entry of a test inbox has one more part: those of others read as before there were test inboxes.</summary>
    private static string HashOf(ProvisionedInbox entry) =>
        entry.IsTest ? ProvisioningHashes.Of(entry.Name, entry.TimeZone, "test") : ProvisioningHashes.Of(entry.Name, entry.TimeZone);

    private void Change(ProvisioningRun run, Inbox inbox, ProvisionedInbox entry, bool names, bool secret)
    {
        if (names)
        {
            (inbox.Name, inbox.TimeZone) = (entry.Name, entry.TimeZone);
            Audit(run, AuditAct.InboxChanged, entry);
        }

        if (secret && !secrets.Is(inbox, entry.Secret))
        {
            secrets.Rotate(inbox, entry.Secret);
            Audit(run, AuditAct.SecretRotated, entry);
        }
    }

    private void Audit(ProvisioningRun run, AuditAct act, ProvisionedInbox entry) =>
        run.Db.Audit(ProvisioningRun.Actor, null, act, entry.Key, time.GetUtcNow());
}
