namespace RelationSync.Portal.Connections;

/// <summary>Secrets of inboxes created in this visit: pages show them until the visit ends, and nothing keeps them longer.</summary>
internal sealed class FreshSecrets
{
    private readonly Dictionary<long, string> _secrets = [];

    public void Keep(NewSecret made) => _secrets[made.InboxId] = made.Secret;

    /// <summary>Null: it was created in another visit.</summary>
    public string? Of(long inboxId) => _secrets.GetValueOrDefault(inboxId);
}
