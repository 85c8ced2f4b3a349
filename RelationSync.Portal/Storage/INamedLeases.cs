namespace RelationSync.Portal.Storage;

/// <summary>Rights to do one thing, each held by one caller at a time over all processes.</summary>
internal interface INamedLeases
{
    /// <summary>Waits for the right and takes it. Disposing gives it back.</summary>
    /// <param name="kind">One of <see cref="LeaseKinds"/>.</param>
    /// <param name="key">What it is about: an org's id, an authorisation's.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task<INamedLease> HoldAsync(string kind, string key, CancellationToken cancellationToken);

    /// <summary>Takes the lease without waiting; null if another caller holds it. Disposing releases it.</summary>
    Task<INamedLease?> TryHoldAsync(string kind, string key, CancellationToken cancellationToken);
}

/// <summary>A right that is held and renewed until it is disposed.</summary>
internal interface INamedLease : IAsyncDisposable
{
    /// <summary>Cancelled once another process may hold it.</summary>
    CancellationToken Lost { get; }
}

internal static class LeaseKinds
{
    /// <summary>An org's picklist; key: the org's id.</summary>
    public const string Picklist = "picklist";

    /// <summary>The refresh of an authorisation; key: its id.</summary>
    public const string Refresh = "refresh";

    /// <summary>The reading of a tenant of Re:lation; key: its subdomain.</summary>
    public const string RelationTenant = "relation";
}
