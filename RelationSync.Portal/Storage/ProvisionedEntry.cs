namespace RelationSync.Portal.Storage;

/// <summary>An entry of the provisioning file that was applied, so that it is applied once.</summary>
public sealed class ProvisionedEntry
{
    /// <summary><c>user</c>, <c>inbox</c>, <c>connection</c>.</summary>
    public required string Kind { get; set; }

    /// <summary>E-mail or inbox key.</summary>
    public required string Key { get; set; }

    /// <summary>Hash of the entry without its secret.</summary>
    public required string Hash { get; set; }

    /// <summary>Keyed hash of the secret's own value in the file.</summary>
    public required string SecretHash { get; set; }
}
