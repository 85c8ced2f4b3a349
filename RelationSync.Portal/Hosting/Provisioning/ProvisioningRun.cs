using RelationSync.Portal.Storage;

namespace RelationSync.Portal.Hosting.Provisioning;

/// <summary>One transaction that applies a file, or nothing of it.</summary>
internal sealed class ProvisioningRun(RelationSyncDb db, ProvisioningHashes hashes)
{
    /// <summary>Who the audit log says it was.</summary>
    public const string Actor = "provisioning";

    public RelationSyncDb Db => db;

    public ProvisioningHashes Hashes => hashes;

    /// <summary>Inboxes whose connection's entry waits: whom its token stands for isn't known yet (R-A2).</summary>
    public IReadOnlySet<string> Held { get; init; } = new HashSet<string>();

    /// <summary>What can't be applied; any stops the start.</summary>
    public List<ProvisioningFault> Faults { get; } = [];

    /// <summary>The entry as it was applied before, or null.</summary>
    public ValueTask<ProvisionedEntry?> FindAsync(string kind, string key, CancellationToken cancellationToken) =>
        db.ProvisionedEntries.FindAsync([kind, key], cancellationToken);

    public void Remember(ProvisionedEntry? applied, string kind, string key, string hash, string secretHash)
    {
        if (applied is null)
        {
            db.Add(new ProvisionedEntry { Kind = kind, Key = key, Hash = hash, SecretHash = secretHash });
        }
        else
        {
            (applied.Hash, applied.SecretHash) = (hash, secretHash);
        }
    }
}
